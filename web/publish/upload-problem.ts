import type { DetailedError } from 'tus-js-client';
import { m } from '../i18n/messages.ts';

/** The server's own sentence where it gave one. */
export function formatProblem(error: Error | DetailedError): string {
  const body = 'originalResponse' in error ? error.originalResponse?.getBody() : undefined;
  if (!body) return m.network_failed();
  try {
    const { detail } = JSON.parse(body) as { detail?: string };
    return detail ?? m.network_failed();
  } catch {
    return m.network_failed();
  }
}
