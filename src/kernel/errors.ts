/**
 * Registered errors. A feature registers its codes once, at module load; a code is the stable
 * name clients program against, `sentence` is what a person reads, `cause` never leaves the server.
 */
export type ErrorStatus =
  | 400
  | 401
  | 403
  | 404
  | 405
  | 409
  | 410
  | 412
  | 413
  | 415
  | 416
  | 422
  | 428
  | 429
  | 500
  | 501
  | 503;

export interface ErrorCode {
  readonly code: string;
  readonly status: ErrorStatus;
  /** The public sentence in English: says what happened and what would change it. */
  readonly en: string;
  /** The same sentence in Chinese. */
  readonly zh: string;
}

export interface FieldError {
  /** JSON pointer into the body, or the name of the query, path or header parameter. */
  readonly field: string;
  readonly code: string;
  readonly message: string;
}

const registry = new Map<string, ErrorCode>();

/** Registers one feature's codes as `<feature>.<name>`; throws at start-up on a duplicate. */
export function registerErrors<
  const T extends Record<string, { status: ErrorStatus; en: string; zh: string }>,
>(feature: string, codes: T): { readonly [K in keyof T]: ErrorCode } {
  const out: Record<string, ErrorCode> = {};
  for (const [name, spec] of Object.entries(codes)) {
    const code = `${feature}.${name}`;
    if (registry.has(code)) throw new Error(`error code registered twice: ${code}`);
    const entry = { code, ...spec };
    registry.set(code, entry);
    out[name] = entry;
  }
  return out as { readonly [K in keyof T]: ErrorCode };
}

/** Every registered code, sorted by name, for the reference page and the tests. */
export function registeredErrors(): ErrorCode[] {
  return [...registry.values()].toSorted((a, b) => (a.code < b.code ? -1 : 1));
}

export interface AppErrorOptions {
  /** Field errors shown to the caller. */
  readonly errors?: readonly FieldError[];
  /** Extra public members of the problem document, e.g. `{ retryAfter: 30 }`. Never input. */
  readonly extra?: Readonly<Record<string, unknown>>;
  /** The internal reason: logged, never sent. */
  readonly cause?: unknown;
}

/** The only error a use case throws on purpose; faces and routes render it. */
export class AppError extends Error {
  readonly spec: ErrorCode;
  readonly errors: readonly FieldError[];
  readonly extra: Readonly<Record<string, unknown>>;
  constructor(spec: ErrorCode, options: AppErrorOptions = {}) {
    super(spec.code, options.cause === undefined ? undefined : { cause: options.cause });
    this.name = 'AppError';
    this.spec = spec;
    this.errors = options.errors ?? [];
    this.extra = options.extra ?? {};
  }
}

/** Codes every feature may use. */
export const errors = registerErrors('hub', {
  invalid: {
    status: 400,
    en: 'The request is not valid; see errors for each field.',
    zh: '请求内容有误，请按各字段的说明修改。',
  },
  malformed: {
    status: 400,
    en: 'The request could not be read as the stated content type.',
    zh: '无法按所声明的内容类型读取请求。',
  },
  unauthenticated: {
    status: 401,
    en: 'Sign in or send a valid token first.',
    zh: '请先登录，或附上有效的访问令牌。',
  },
  notFound: {
    status: 404,
    en: 'There is nothing here that you may see.',
    zh: '此处没有您可以查看的内容。',
  },
  forbidden: {
    status: 403,
    en: 'You can see this, but your role does not allow this action.',
    zh: '您可以查看，但您的角色不能执行此操作。',
  },
  secondFactorNeeded: {
    status: 403,
    en: 'Staff rights need a second factor: turn on two-step sign-in on your account page first.',
    zh: '使用工作人员权限须先启用两步验证：请在账号页面开启后再试。',
  },
  badOrigin: {
    status: 403,
    en: 'The request came from another site and was refused.',
    zh: '请求来自其他网站，已拒绝。',
  },
  conflict: {
    status: 409,
    en: 'It was changed in the meantime; reload and try again.',
    zh: '内容已被修改，请刷新后重试。',
  },
  wrongState: {
    status: 409,
    en: 'This is not possible in the present state.',
    zh: '当前状态下不能执行此操作。',
  },
  duplicate: {
    status: 409,
    en: 'Something with this name already exists; choose another.',
    zh: '名称已存在，请换一个。',
  },
  idempotencyKeyMissing: {
    status: 400,
    en: 'Send an Idempotency-Key header (any unique text of 8 to 255 characters).',
    zh: '请附上 Idempotency-Key 请求头（8 至 255 个字符的唯一文本）。',
  },
  idempotencyKeyReused: {
    status: 422,
    en: 'This Idempotency-Key was used for another request; use a new one.',
    zh: '该 Idempotency-Key 已用于其他请求，请换一个。',
  },
  idempotencyInProgress: {
    status: 409,
    en: 'The first request with this Idempotency-Key is still running; retry shortly.',
    zh: '使用同一 Idempotency-Key 的请求正在处理，请稍后重试。',
  },
  tooLarge: { status: 413, en: 'The request body is too large.', zh: '请求内容过大。' },
  tooMany: {
    status: 429,
    en: 'Too many requests; wait for the time in Retry-After.',
    zh: '请求过于频繁，请按 Retry-After 所示时间后重试。',
  },
  methodNotAllowed: {
    status: 405,
    en: 'This address does not take that method.',
    zh: '此地址不支持该方法。',
  },
  unsupportedType: {
    status: 415,
    en: 'Send application/json.',
    zh: '请以 application/json 发送。',
  },
  unavailable: {
    status: 503,
    en: 'A part the hub depends on is not available; retry shortly.',
    zh: '系统依赖的服务暂不可用，请稍后重试。',
  },
  storageFull: {
    status: 503,
    en: 'The storage is full; nothing was saved. Retry later or tell the operator.',
    zh: '存储空间已满，未保存任何内容。请稍后重试或联系管理员。',
  },
  internal: {
    status: 500,
    en: 'Something went wrong on our side; the request id helps us find it.',
    zh: '系统内部出错，请提供请求编号以便排查。',
  },
});
