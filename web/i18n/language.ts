import type { Language } from '#src/kernel/problem.ts';
import { overwriteGetLocale } from './generated/runtime.js';

let current: Language = 'zh';
overwriteGetLocale(() => current);

export type { Language };

/** The language messages come out in now. */
export const language = (): Language => current;

/** Sets the language for the life of the page (browser). */
export function setLanguage(to: Language): void {
  current = to;
}

/** Runs `render`, which must be synchronous, in a language; requests of two languages never mix. */
export function inLanguage<T>(to: Language, render: () => T): T {
  const before = current;
  current = to;
  try {
    return render();
  } finally {
    current = before;
  }
}

/** The text of a record's two languages that suits the reader; the other one where it is empty. */
export function pick(zh: string | null | undefined, en: string | null | undefined): string {
  return (current === 'zh' ? zh || en : en || zh) ?? '';
}

/** BCP 47 tag for `lang` attributes. */
export const htmlLang = (of: Language): string => (of === 'zh' ? 'zh-CN' : 'en');
