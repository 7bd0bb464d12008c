import { randomUUID } from 'node:crypto';
import type { TestHub } from './hub.ts';

export interface Reply {
  readonly status: number;
  /** Parsed JSON, or the text where it is none. */
  readonly body: any;
  readonly headers: Headers;
}

/** A browser without a screen: cookies, Origin and a fresh Idempotency-Key for each mutation. */
export class Visitor {
  readonly hub: TestHub;
  readonly cookies = new Map<string, string>();
  /** Sent instead of cookies when set. */
  token: string | undefined;
  /** Name that X-Forwarded-For gives this visitor; for limits behind a proxy. */
  address: string | undefined;

  constructor(hub: TestHub) {
    this.hub = hub;
  }

  get cookieHeader(): string {
    return [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
  }

  async send(
    method: string,
    path: string,
    body?: unknown,
    headers: Readonly<Record<string, string>> = {},
  ): Promise<Reply> {
    const url = path.startsWith('http') ? path : `${this.hub.url}${path}`;
    const response = await fetch(url, {
      method,
      redirect: 'manual',
      headers: {
        'accept-language': 'en',
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...(method === 'GET' ? {} : { 'idempotency-key': randomUUID(), origin: this.hub.url }),
        ...(this.token ? { authorization: `Bearer ${this.token}` } : {}),
        ...(!this.token && this.cookies.size > 0 ? { cookie: this.cookieHeader } : {}),
        ...(this.address ? { 'x-forwarded-for': this.address } : {}),
        ...headers,
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    for (const line of response.headers.getSetCookie()) this.#keep(line);
    const text = await response.text();
    const json = response.headers.get('content-type')?.includes('json') && text !== '';
    return {
      status: response.status,
      body: json ? JSON.parse(text) : text,
      headers: response.headers,
    };
  }

  #keep(line: string): void {
    const [pair = '', ...attributes] = line.split(';');
    const equals = pair.indexOf('=');
    const name = pair.slice(0, equals);
    const gone = attributes.some((a) => /^\s*max-age=0\s*$/i.test(a));
    if (gone) this.cookies.delete(name);
    else this.cookies.set(name, pair.slice(equals + 1));
  }

  get(path: string, headers?: Record<string, string>): Promise<Reply> {
    return this.send('GET', path, undefined, headers);
  }

  post(path: string, body: unknown = {}, headers?: Record<string, string>): Promise<Reply> {
    return this.send('POST', path, body, headers);
  }

  async signIn(email: string, password: string): Promise<this> {
    const reply = await this.post('/api/auth/sign-in/email', { email, password });
    if (reply.status !== 200) throw new Error(`sign-in: ${JSON.stringify(reply.body)}`);
    return this;
  }
}

export interface ReceivedMail {
  readonly to: string;
  readonly subject: string;
  readonly text: string;
}

/** Waits for the message that `wanted` picks, newest first. */
export async function mailFor(
  hub: TestHub,
  wanted: (mail: ReceivedMail) => boolean,
): Promise<ReceivedMail> {
  for (let attempt = 0; attempt < 200; attempt += 1) {
    const found = hub
      .mails()
      .map(readMail)
      .findLast((mail) => wanted(mail));
    if (found) return found;
    await new Promise((r) => setTimeout(r, 50));
  }
  throw new Error(
    `no such mail among: ${hub
      .mails()
      .map((m) => readMail(m).subject)
      .join(' | ')}`,
  );
}

/** The link of a message, as a path of the hub. */
export function linkIn(mail: ReceivedMail): string {
  const url = /https?:\/\/\S+/.exec(mail.text)?.[0];
  if (!url) throw new Error(`no link in: ${mail.text}`);
  return url;
}

/** Reads a single-part .eml: encoded words, quoted-printable and base64. */
function readMail(eml: string): ReceivedMail {
  const [head = '', ...rest] = eml.split(/\r?\n\r?\n/);
  const headers = new Map(
    head
      .replace(/\r?\n[ \t]+/g, ' ')
      .split(/\r?\n/)
      .map((line) => {
        const colon = line.indexOf(':');
        return [line.slice(0, colon).toLowerCase(), line.slice(colon + 1).trim()] as const;
      }),
  );
  const body = rest.join('\n\n');
  const encoding = headers.get('content-transfer-encoding')?.toLowerCase();
  const text =
    encoding === 'base64'
      ? Buffer.from(body, 'base64').toString('utf8')
      : encoding === 'quoted-printable'
        ? quoted(body.replace(/=\r?\n/g, ''))
        : body;
  return {
    to: headers.get('to') ?? '',
    subject: words(headers.get('subject') ?? ''),
    text,
  };
}

const quoted = (text: string): string =>
  Buffer.from(
    text.replace(/=([0-9A-F]{2})/gi, (_, hex: string) =>
      String.fromCharCode(Number.parseInt(hex, 16)),
    ),
    'latin1',
  ).toString('utf8');

const words = (text: string): string =>
  text
    .replace(/\?=\s+=\?/g, '?==?')
    .replace(/=\?utf-8\?([bq])\?([^?]*)\?=/gi, (_, kind: string, value: string) =>
      kind.toLowerCase() === 'b'
        ? Buffer.from(value, 'base64').toString('utf8')
        : quoted(value.replaceAll('_', ' ')),
    );
