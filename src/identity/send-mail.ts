import type { Kysely } from 'kysely';
import type { Language } from '#src/kernel/problem.ts';
import type { JobHandlers, Jobs } from '#src/ports/jobs.ts';
import type { Mail } from '#src/ports/mail.ts';
import { mailText, type MailKind, type MailValues } from './mail-texts.ts';

export interface MailOrder {
  readonly kind: MailKind;
  readonly to: string;
  readonly language: Language;
  readonly values: MailValues;
}

/** Orders a message in the business transaction: it is sent exactly if that commits. */
export function orderMail(jobs: Jobs<Kysely<any>>, trx: Kysely<any>, order: MailOrder) {
  return jobs.add(trx, { name: 'identity.send-mail', payload: { ...order }, maxAttempts: 8 });
}

/** The handler; a refused message is retried by the job's back-off. */
export function sendMail(mail: Mail): JobHandlers[string] {
  return async (payload) => {
    const { kind, to, language, values } = payload as unknown as MailOrder;
    await mail.send({ to, ...mailText(kind, language, values) });
  };
}
