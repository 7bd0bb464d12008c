import { createTransport } from 'nodemailer';
import { AppError, errors } from '#src/kernel/errors.ts';
import type { Mail } from '#src/ports/mail.ts';
import { envelopeOf } from './compose.ts';

export interface SmtpOptions {
  /** `smtp://user:password@host:587` (STARTTLS required unless the host is this machine) or `smtps://…:465`. */
  readonly url: string;
  readonly from: string;
  /** PEM of an authority to trust besides the system's, for a mail server of one's own. */
  readonly ca?: string;
}

const LOOPBACK = new Set(['localhost', '127.0.0.1', '[::1]', '::1']);

/**
 * Mail by SMTP. The URL's query is ignored on purpose: nodemailer would let it switch certificate
 * checks off. Throws at start on a URL that is not smtp or smtps.
 */
export function createSmtpMail(options: SmtpOptions): Mail & { close(): void } {
  const url = new URL(options.url);
  if (url.protocol !== 'smtp:' && url.protocol !== 'smtps:')
    throw new Error('SMTP_URL must begin with smtp:// or smtps://');
  const secure = url.protocol === 'smtps:';
  const user = decodeURIComponent(url.username);
  const transport = createTransport({
    host: url.hostname.replaceAll(/[[\]]/g, ''),
    port: url.port === '' ? (secure ? 465 : 587) : Number(url.port),
    secure,
    requireTLS: !secure && !LOOPBACK.has(url.hostname),
    ...(user === '' ? {} : { auth: { user, pass: decodeURIComponent(url.password) } }),
    tls: {
      rejectUnauthorized: true,
      minVersion: 'TLSv1.2',
      ...(options.ca === undefined ? {} : { ca: options.ca }),
    },
    connectionTimeout: 10_000,
    greetingTimeout: 10_000,
    socketTimeout: 30_000,
  });
  return {
    send: async (message) => {
      try {
        await transport.sendMail(envelopeOf(options.from, message));
      } catch (error) {
        throw new AppError(errors.unavailable, { cause: error });
      }
    },
    close: () => transport.close(),
  };
}
