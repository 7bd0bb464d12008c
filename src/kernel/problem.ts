import type { AppError } from './errors.ts';

export type Language = 'zh' | 'en';

/** RFC 9457 problem details as every route of ours returns them. */
export interface Problem {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly code: string;
  readonly detail: string;
  readonly requestId: string;
  readonly errors?: readonly { field: string; code: string; message: string }[];
  readonly [extra: string]: unknown;
}

/** Renders an AppError; holds no input, no cause, no stack. */
export function problemOf(error: AppError, requestId: string, language: Language): Problem {
  return {
    type: `/api/docs/errors#${error.spec.code}`,
    title: error.spec.code,
    status: error.spec.status,
    code: error.spec.code,
    detail: language === 'en' ? error.spec.en : error.spec.zh,
    requestId,
    ...(error.errors.length > 0 ? { errors: error.errors } : {}),
    ...error.extra,
  };
}

/** Picks the language of a reply from Accept-Language; Chinese unless English is preferred. */
export function languageOf(acceptLanguage: string | undefined): Language {
  const first = (acceptLanguage ?? '').split(',')[0]?.trim().toLowerCase() ?? '';
  return first.startsWith('en') ? 'en' : 'zh';
}
