import { createTransport } from 'nodemailer';
import type { MailMessage } from '#src/ports/mail.ts';

/** A message as nodemailer takes it; addresses go in as objects, so that none is read as a list. */
export function envelopeOf(from: string, message: MailMessage) {
  return {
    from,
    to: { name: '', address: message.to },
    subject: message.subject,
    text: message.text,
    ...(message.html === undefined ? {} : { html: message.html }),
    // No file or URL may be pulled into a mail.
    disableFileAccess: true,
    disableUrlAccess: true,
  };
}

/** The message in the Internet Message Format (RFC 5322), as an SMTP server would receive it. */
export async function composeMail(from: string, message: MailMessage): Promise<Uint8Array> {
  const composer = createTransport({ streamTransport: true, buffer: true, newline: 'windows' });
  const { message: bytes } = await composer.sendMail(envelopeOf(from, message));
  return bytes as Buffer;
}
