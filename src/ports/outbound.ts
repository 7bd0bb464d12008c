import { registerErrors } from '#src/kernel/errors.ts';

/**
 * The one way out. Promises: the name is resolved once and the connection goes to that address;
 * private, loopback, link-local, multicast and metadata ranges are refused in every IPv4 and IPv6
 * form unless `host:port` is listed in OUTBOUND_ALLOW; redirects are not followed (each hop is
 * returned to the caller); the body is cut off at `maxBytes`; only http and https. Failures are
 * AppErrors with an `outbound.*` code; none of them holds what the other side said.
 */
export interface Outbound {
  fetch(url: string, options?: OutboundOptions): Promise<OutboundResponse>;
}

export interface OutboundOptions {
  readonly method?: 'GET' | 'HEAD' | 'POST' | 'PUT' | 'DELETE';
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Uint8Array;
  /** Whole exchange, milliseconds; 10,000 unless told. */
  readonly timeoutMs?: number;
  /** Largest body, bytes; 10 MiB unless told. */
  readonly maxBytes?: number;
}

export interface OutboundResponse {
  readonly status: number;
  /** Lower-case names; repeated headers are joined by `, `. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array;
  /** True if the body was longer than `maxBytes` and was cut off there. */
  readonly truncated: boolean;
}

/** `outbound.*` codes. */
export const outboundErrors = registerErrors('outbound', {
  badUrl: {
    status: 422,
    en: 'This is not an http or https address without credentials.',
    zh: '请填写不含用户名和密码的 http 或 https 地址。',
  },
  blocked: {
    status: 422,
    en: 'This address lies in a network the hub does not call; an operator can allow it by host and port.',
    zh: '该地址位于系统不予访问的网络；如确有需要，请联系管理员按主机和端口放行。',
  },
  unreachable: {
    status: 503,
    en: 'The other server could not be reached.',
    zh: '无法连接对方服务器。',
  },
  timeout: {
    status: 503,
    en: 'The other server did not answer in time.',
    zh: '对方服务器未在规定时间内响应。',
  },
});
