import { execFile } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { TLSSocket } from 'node:tls';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createOutboxMail } from '#src/adapters/mail/outbox.ts';
import { createSmtpMail } from '#src/adapters/mail/smtp.ts';
import { codeOf } from '#test/support/error-code.ts';

const run = promisify(execFile);
const openssl = await run('openssl', ['version']).then(
  () => true,
  () => false,
);
const from = 'Banyan <hub@example.org>';
const message = {
  to: 'li@example.cn',
  subject: '您的数据集已发布',
  text: '请登录查看。\n.\nend',
  html: '<p>请登录查看。</p>',
};

interface Received {
  from: string;
  to: string[];
  data: string;
  tls: boolean;
}

interface SmtpSetup {
  /** Offered by STARTTLS; without it the server speaks plain text only. */
  readonly identity?: { key: string; cert: string };
  /** Answer to the end of DATA. */
  readonly verdict?: string;
}

/** As much of an SMTP server (RFC 5321, RFC 3207) as a sender needs. */
async function startSmtp(
  setup: SmtpSetup,
): Promise<{ port: number; received: Received[]; server: Server }> {
  const received: Received[] = [];
  const talk = (socket: Socket, tls: boolean, greet: boolean) => {
    let mail: Received = { from: '', to: [], data: '', tls };
    let inData = false;
    let rest = '';
    const say = (line: string) => void socket.write(`${line}\r\n`);
    const command = (line: string) => {
      if (inData) {
        if (line !== '.') mail.data += `${line.replace(/^\./, '')}\r\n`;
        else {
          inData = false;
          const verdict = setup.verdict ?? '250 taken';
          if (verdict.startsWith('250')) received.push(mail);
          say(verdict);
        }
      } else if (/^EHLO/i.test(line))
        say(setup.identity && !tls ? '250-test\r\n250 STARTTLS' : '250 test');
      else if (/^STARTTLS/i.test(line) && setup.identity) {
        say('220 go');
        socket.removeAllListeners('data');
        talk(new TLSSocket(socket, { isServer: true, ...setup.identity }), true, false);
      } else if (/^MAIL FROM:/i.test(line)) mail = { from: line.slice(10), to: [], data: '', tls };
      else if (/^RCPT TO:/i.test(line)) mail.to.push(line.slice(8));
      else if (/^DATA/i.test(line)) inData = true;
      if (/^(MAIL|RCPT)/i.test(line)) say('250 ok');
      if (/^DATA/i.test(line)) say('354 go');
      if (/^QUIT/i.test(line)) socket.end('221 bye\r\n');
    };
    socket.on('data', (chunk) => {
      rest += chunk.toString();
      for (let at = rest.indexOf('\r\n'); at !== -1; at = rest.indexOf('\r\n')) {
        const line = rest.slice(0, at);
        rest = rest.slice(at + 2);
        command(line);
      }
    });
    socket.on('error', () => undefined);
    if (greet) say('220 test');
  };
  const server = createServer((socket) => talk(socket, false, true));
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
  return { port: (server.address() as AddressInfo).port, received, server };
}

/** The decoded text parts and the headers that matter. */
function partsOf(eml: string) {
  const subject = /^Subject: (.*(?:\r\n[ \t].*)*)/m.exec(eml)?.[1] ?? '';
  const words = subject.replaceAll(/\?=\s+=\?/g, '?==?');
  const decoded = words.replaceAll(/=\?UTF-8\?B\?(.*?)\?=/gi, (_all, text: string) =>
    Buffer.from(text, 'base64').toString(),
  );
  const bodies = [
    ...eml.matchAll(/Content-Transfer-Encoding: base64\r\n\r\n([A-Za-z0-9+/=\r\n]+)/g),
  ].map(([, text]) => Buffer.from(text ?? '', 'base64').toString());
  const header = (name: string) => new RegExp(`^${name}: (.*)\r$`, 'm').exec(eml)?.[1];
  return { from: header('From'), to: header('To'), subject: decoded, bodies };
}
const expected = {
  from,
  to: 'li@example.cn',
  subject: message.subject,
  bodies: ['请登录查看。\n.\nend', message.html],
};

describe('mail: outbox folder', () => {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'banyan-mail-'));
  });
  afterAll(() => rm(folder, { recursive: true }));

  test('one whole .eml a message, nothing else', async () => {
    const mail = createOutboxMail({ folder: join(folder, 'out'), from });
    await Promise.all([mail.send(message), mail.send(message)]);
    const names = await readdir(join(folder, 'out'));
    expect(names.length).toBe(2);
    for (const name of names) {
      expect(name).toMatch(/^20.*\.eml$/);
      expect(partsOf(await readFile(join(folder, 'out', name), 'utf8'))).toEqual(expected);
    }
  });

  test('a subject or address cannot add headers or recipients', async () => {
    const mail = createOutboxMail({ folder: join(folder, 'inject'), from });
    await mail.send({
      to: 'a@example.org\r\nBcc: b@example.org',
      subject: 'x\r\nBcc: c@example.org',
      text: 't',
    });
    const [name = ''] = await readdir(join(folder, 'inject'));
    expect(await readFile(join(folder, 'inject', name), 'utf8')).not.toMatch(/^Bcc:/im);
  });

  test('a folder that cannot be written is hub.unavailable', async () => {
    await writeFile(join(folder, 'file'), '');
    expect(
      await codeOf(createOutboxMail({ folder: join(folder, 'file', 'x'), from }).send(message)),
    ).toBe('hub.unavailable');
  });
});

describe('mail: SMTP', () => {
  test('on this machine without TLS', async () => {
    const { port, received, server } = await startSmtp({});
    const mail = createSmtpMail({ url: `smtp://127.0.0.1:${port}`, from });
    await mail.send(message);
    expect(
      received.map((mail) => ({ envelope: [mail.from, mail.to, mail.tls], ...partsOf(mail.data) })),
    ).toEqual([{ envelope: ['<hub@example.org>', ['<li@example.cn>'], false], ...expected }]);
    mail.close();
    server.close();
  });

  test('what the server does not take rejects', async () => {
    const { port, received, server } = await startSmtp({ verdict: '451 try later' });
    const mail = createSmtpMail({ url: `smtp://127.0.0.1:${port}`, from });
    expect(await codeOf(mail.send(message))).toBe('hub.unavailable');
    expect(received).toEqual([]);
    mail.close();
    server.close();
    await new Promise((resolve) => server.once('close', resolve));
    expect(
      await codeOf(createSmtpMail({ url: `smtp://127.0.0.1:${port}`, from }).send(message)),
    ).toBe('hub.unavailable');
  });

  test('only smtp and smtps', () => {
    expect(() => createSmtpMail({ url: 'http://127.0.0.1', from })).toThrow('SMTP_URL');
  });

  describe.runIf(openssl)('with STARTTLS', () => {
    let folder: string;
    let identity: { key: string; cert: string };
    beforeAll(async () => {
      folder = await mkdtemp(join(tmpdir(), 'banyan-tls-'));
      const [key, cert] = [join(folder, 'key.pem'), join(folder, 'cert.pem')];
      const subject = [
        '-subj',
        '/CN=localhost',
        '-addext',
        'subjectAltName=DNS:localhost,IP:127.0.0.1',
      ];
      await run('openssl', [
        'req',
        '-x509',
        '-newkey',
        'rsa:2048',
        '-nodes',
        '-days',
        '2',
        '-keyout',
        key,
        '-out',
        cert,
        ...subject,
      ]);
      identity = { key: await readFile(key, 'utf8'), cert: await readFile(cert, 'utf8') };
    });
    afterAll(() => rm(folder, { recursive: true }));

    test('a certificate of a known authority is taken', async () => {
      const { port, received, server } = await startSmtp({ identity });
      const mail = createSmtpMail({ url: `smtp://127.0.0.1:${port}`, from, ca: identity.cert });
      await mail.send(message);
      expect(received.map(({ tls }) => tls)).toEqual([true]);
      mail.close();
      server.close();
    });

    test('another one is refused, whatever the URL says', async () => {
      const { port, received, server } = await startSmtp({ identity });
      for (const query of [
        '',
        '?tls.rejectUnauthorized=false',
        '?ignoreTLS=true&tls={"rejectUnauthorized":false}',
      ])
        expect(
          await codeOf(
            createSmtpMail({ url: `smtp://127.0.0.1:${port}${query}`, from }).send(message),
          ),
        ).toBe('hub.unavailable');
      expect(received).toEqual([]);
      server.close();
    });
  });
});
