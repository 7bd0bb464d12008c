/**
 * The one way out. Promises: the name is resolved once and the connection goes to that address;
 * private, loopback, link-local, multicast and metadata ranges are refused in every IPv4 and IPv6
 * form unless `host:port` is listed in OUTBOUND_ALLOW; redirects are not followed (each hop is
 * returned to the caller); the body is cut off at `maxBytes`; only http and https.
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
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array;
}
