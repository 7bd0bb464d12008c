import { insertEvent } from './queries/event.ts';
import type { Trx } from './deps.ts';

interface Happening {
  readonly roundId: string;
  readonly applicationId?: string;
  readonly actor: string;
  readonly command: string;
  readonly before: string | null;
  readonly after: string;
  readonly reason?: string | undefined;
  readonly payload?: Readonly<Record<string, unknown>> | undefined;
  readonly internal?: boolean;
}

/** Appends to the record that rounds and applications are replayed from. */
export const recordEvent = (trx: Trx, event: Happening) =>
  insertEvent(trx, {
    round_id: event.roundId,
    application_id: event.applicationId ?? null,
    actor: event.actor,
    command: event.command,
    before: event.before,
    after: event.after,
    reason: event.reason ?? null,
    payload: JSON.stringify(event.payload ?? {}),
    internal: event.internal ?? false,
  });
