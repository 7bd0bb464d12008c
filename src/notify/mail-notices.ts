import { systemActor } from '#src/kernel/actor.ts';
import type { JobHandlers } from '#src/ports/jobs.ts';
import type { MailMessage } from '#src/ports/mail.ts';
import type { NotifyDeps } from './deps.ts';
import { groupOf, usualMail, type MailChoice } from './groups.ts';
import { lettersOf, moveMail, peopleWithDigest } from './mail-queries.ts';
import { digestMail, noticeMail } from './mail-texts.ts';
import type { MailState } from './tables.ts';

type MailDeps = Pick<NotifyDeps, 'store' | 'mail' | 'config'>;

const actor = systemActor('notify-mail');

/**
 * Sends one message for the notices `ids`. They are claimed in a transaction of their own before the
 * mail server is asked: a retry finds only what is certainly not sent, so nobody is mailed twice. A
 * process that dies between the two leaves `sending`: its fate is unknown, and it stays unmailed.
 */
async function sendOnce(
  deps: MailDeps,
  ids: readonly string[],
  from: MailState,
  message: (claimed: ReadonlySet<string>) => MailMessage,
): Promise<void> {
  const claimed = await deps.store.write(actor, (trx) => moveMail(trx, ids, from, 'sending'));
  if (claimed.length === 0) return;
  try {
    await deps.mail.send(message(new Set(claimed)));
  } catch (cause) {
    await deps.store.write(actor, (trx) => moveMail(trx, claimed, 'sending', from));
    throw cause;
  }
  await deps.store.write(actor, (trx) => moveMail(trx, claimed, 'sending', 'sent'));
}

/** Does each of `work`, also after one failed; throws the first failure so that the job is retried. */
async function each<T>(work: readonly T[], run: (one: T) => Promise<void>): Promise<void> {
  const failures: unknown[] = [];
  for (const one of work) await run(one).catch((cause: unknown) => failures.push(cause));
  if (failures.length > 0) throw failures[0];
}

/** Mails one event to those who want it at once and lays it aside for those who want the digest. */
export function mailNotices(deps: MailDeps): JobHandlers[string] {
  return async (payload) => {
    const event = String(payload['event']);
    const letters = await deps.store.read(actor, (db) => lettersOf(db, { event }));
    const choice = (letter: (typeof letters)[number]): MailChoice =>
      letter.wanted ?? usualMail[groupOf(letter.kind)];
    await each(letters, async (letter) => {
      const wanted = choice(letter);
      if (wanted === 'at-once')
        await sendOnce(deps, [letter.id], 'due', () => ({
          to: letter.email,
          ...noticeMail(letter.language, letter, deps.config.publicUrl),
        }));
      else await deps.store.write(actor, (trx) => moveMail(trx, [letter.id], 'due', wanted));
    });
  };
}

/** The morning's message to everybody for whom something was laid aside. */
export function mailDigests(deps: MailDeps): JobHandlers[string] {
  return async () => {
    const people = await deps.store.read(actor, (db) => peopleWithDigest(db));
    await each(people, async (userId) => {
      const letters = await deps.store.read(actor, (db) => lettersOf(db, { digestOf: userId }));
      const [first] = letters;
      if (!first) return;
      const ids = letters.map((letter) => letter.id);
      await sendOnce(deps, ids, 'digest', (claimed) => ({
        to: first.email,
        ...digestMail(
          first.language,
          letters.filter((letter) => claimed.has(letter.id)),
          deps.config.publicUrl,
        ),
      }));
    });
  };
}
