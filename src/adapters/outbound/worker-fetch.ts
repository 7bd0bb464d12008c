import { AppError, errors } from '#src/kernel/errors.ts';
import type { Outbound } from '#src/ports/outbound.ts';

/**
 * Outbound calls in workerd, where the platform itself reaches no private network; redirects are
 * still returned to the caller and bodies cut off.
 */
export const workerOutbound: Outbound = {
  async fetch(url, options = {}) {
    const { method = 'GET', headers = {}, body, timeoutMs = 10_000, maxBytes = 10 << 20 } = options;
    try {
      const response = await fetch(url, {
        method,
        headers,
        redirect: 'manual',
        signal: AbortSignal.timeout(timeoutMs),
        ...(body === undefined ? {} : { body: body as string }),
      });
      const bytes = new Uint8Array(await response.arrayBuffer());
      if (bytes.length > maxBytes) throw new Error('the body is too large');
      return { status: response.status, headers: Object.fromEntries(response.headers), body: bytes };
    } catch (error) {
      throw new AppError(errors.unavailable, { cause: error });
    }
  },
};
