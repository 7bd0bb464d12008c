export interface MailMessage {
  readonly to: string;
  readonly subject: string;
  readonly text: string;
  readonly html?: string;
}

/**
 * Sends one message. Promise: resolves only once the next hop has taken it (SMTP 250, or the file
 * is in the outbox folder); rejects otherwise, so that the calling job is retried. Certificates of
 * an SMTP server are always verified.
 */
export interface Mail {
  send(message: MailMessage): Promise<void>;
}
