import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { createServer as createRawServer, type AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createOutbound, type Address } from '#src/adapters/outbound/undici.ts';
import type { Outbound } from '#src/ports/outbound.ts';
import { codeOf } from '#test/support/error-code.ts';

describe('outbound over undici', () => {
  let server: Server;
  let port: number;
  let asked: string[] = [];
  let seen: string[] = [];
  let answers: Record<string, Address[][]> = {};

  const answer = (request: IncomingMessage, response: ServerResponse) => {
    seen.push(`${request.method} ${request.headers.host} ${request.url}`);
    if (request.url === '/redirect')
      response.writeHead(302, { location: 'http://169.254.169.254/' }).end();
    else if (request.url === '/large') response.end(Buffer.alloc(1_000_000, 'x'));
    else if (request.url === '/endless') {
      const timer = setInterval(() => response.write(Buffer.alloc(65_536)), 1);
      response.on('close', () => clearInterval(timer));
    } else if (request.url === '/drip') {
      const timer = setInterval(() => response.write('x'), 50);
      response.on('close', () => clearInterval(timer));
    } else if (request.url === '/silent') setTimeout(() => response.end(), 60_000).unref();
    else if (request.url === '/cookies')
      response.writeHead(200, { 'set-cookie': ['a=1', 'b=2'] }).end('ok');
    else {
      const parts: Buffer[] = [];
      request.on('data', (part: Buffer) => parts.push(part));
      request.on('end', () =>
        response
          .writeHead(200, { 'x-echo': request.headers['x-test'] ?? '' })
          .end(Buffer.concat(parts)),
      );
    }
  };
  beforeAll(async () => {
    server = createServer(answer);
    await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
    port = (server.address() as AddressInfo).port;
  });
  afterAll(() => {
    server.closeAllConnections();
    server.close();
  });

  /** Each name gives its next list of addresses, as a rebinding name server does. */
  const resolve = async (hostname: string): Promise<Address[]> => {
    asked.push(hostname);
    const list = answers[hostname];
    if (!list) throw Object.assign(new Error('not found'), { code: 'ENOTFOUND' });
    return (list.length > 1 ? list.shift() : list[0]) ?? [];
  };
  const v4 = (address: string): Address => ({ address, family: 4 });
  const make = (...allow: string[]): Outbound => {
    asked = [];
    seen = [];
    return createOutbound({ allow, resolve });
  };
  const text = (body: Uint8Array) => Buffer.from(body).toString();

  test('an allowed host and port: method, headers, body; the name is asked once and stays the Host', async () => {
    answers = { 'inner.test': [[v4('127.0.0.1')], [v4('10.9.9.9')]] };
    const out = make(`inner.test:${port}`);
    const response = await out.fetch(`http://inner.test:${port}/echo`, {
      method: 'POST',
      headers: { 'X-Test': 'yes', Host: 'evil.test' },
      body: '你好',
    });
    expect([
      response.status,
      response.headers['x-echo'],
      text(response.body),
      response.truncated,
    ]).toEqual([200, 'yes', '你好', false]);
    expect(asked).toEqual(['inner.test']);
    expect(seen).toEqual([`POST inner.test:${port} /echo`]);
  });

  test('rebinding: a private first answer is final', async () => {
    answers = { 'rebind.test': [[v4('192.0.2.1')], [v4('127.0.0.1')]] };
    const out = make();
    expect(await codeOf(out.fetch(`http://rebind.test:${port}/`))).toBe('outbound.blocked');
    expect(asked).toEqual(['rebind.test']);
    expect(seen).toEqual([]);
  });

  test('one private address among public ones refuses the name', async () => {
    answers = { 'mixed.test': [[v4('1.1.1.1'), v4('127.0.0.1')]] };
    expect(await codeOf(make().fetch('http://mixed.test/'))).toBe('outbound.blocked');
  });

  test.each([
    '127.0.0.1',
    '127.1',
    '2130706433',
    '0x7f000001',
    '0177.0.0.1',
    '0x7f.1',
    '0',
    '0.0.0.0',
    '169.254.169.254',
    '10.0.0.1',
    '100.64.0.1',
    '[::]',
    '[::1]',
    '[::ffff:127.0.0.1]',
    '[::ffff:7f00:1]',
    '[64:ff9b::7f00:1]',
    '[2002:7f00:1::]',
    '[fd00::1]',
    '[fe80::1]',
    'localhost',
    'localhost.',
    'LOCALHOST',
    '１２７.0.0.1',
    '127。0。0。1',
  ])('%s is refused', async (host) => {
    seen = [];
    const system = createOutbound({ allow: ['127.0.0.1:1', 'other.test:80'] });
    expect(await codeOf(system.fetch(`http://${host}:${port}/`))).toBe('outbound.blocked');
    expect(seen).toEqual([]);
  });

  test('an exception holds for its host and port only', async () => {
    const system = createOutbound({ allow: [`127.0.0.1:${port}`] });
    expect((await system.fetch(`http://127.0.0.1:${port}/`)).status).toBe(200);
    expect((await system.fetch(`http://2130706433:${port}/`)).status).toBe(200);
    expect(await codeOf(system.fetch('http://127.0.0.1:1/'))).toBe('outbound.blocked');
    expect(await codeOf(system.fetch(`http://localhost:${port}/`))).toBe('outbound.blocked');
  });

  test.each([
    'ftp://1.1.1.1/',
    'file:///etc/passwd',
    'gopher://x/',
    'javascript:1',
    'http://user:pw@1.1.1.1/',
    'http://user@1.1.1.1/',
    '//x',
    '',
    'http://',
  ])('%j is not an address', async (url) =>
    expect(await codeOf(make().fetch(url))).toBe('outbound.badUrl'),
  );

  test('redirects come back to the caller', async () => {
    answers = { 'inner.test': [[v4('127.0.0.1')]] };
    const response = await make(`inner.test:${port}`).fetch(`http://inner.test:${port}/redirect`);
    expect([response.status, response.headers['location']]).toEqual([
      302,
      'http://169.254.169.254/',
    ]);
    expect(seen).toEqual([`GET inner.test:${port} /redirect`]);
  });

  test('bodies are cut off', async () => {
    answers = { 'inner.test': [[v4('127.0.0.1')]] };
    const out = make(`inner.test:${port}`);
    const cut = await out.fetch(`http://inner.test:${port}/large`, { maxBytes: 100_000 });
    expect([cut.body.length, cut.truncated]).toEqual([100_000, true]);
    const whole = await out.fetch(`http://inner.test:${port}/large`, { maxBytes: 1_000_000 });
    expect([whole.body.length, whole.truncated]).toEqual([1_000_000, false]);
    expect(
      (await out.fetch(`http://inner.test:${port}/endless`, { maxBytes: 200_000 })).body.length,
    ).toBe(200_000);
  });

  test.each(['/silent', '/drip'])('%s runs into the time limit', async (path) => {
    answers = { 'inner.test': [[v4('127.0.0.1')]] };
    const began = Date.now();
    expect(
      await codeOf(
        make(`inner.test:${port}`).fetch(`http://inner.test:${port}${path}`, { timeoutMs: 300 }),
      ),
    ).toBe('outbound.timeout');
    expect(Date.now() - began).toBeLessThan(2000);
  });

  test('a resolver that hangs runs into the time limit; one that fails is unreachable', async () => {
    const hanging = createOutbound({ allow: [], resolve: () => new Promise(() => undefined) });
    expect(await codeOf(hanging.fetch('http://x.test/', { timeoutMs: 100 }))).toBe(
      'outbound.timeout',
    );
    answers = {};
    expect(await codeOf(make().fetch('http://nowhere.test/'))).toBe('outbound.unreachable');
  });

  test('a server that talks no HTTP, or nothing listening, is unreachable', async () => {
    const raw = createRawServer((socket) => void socket.resume().end('\0\0\0 not http'));
    await new Promise<void>((ready) => void raw.listen(0, '127.0.0.1', ready));
    const other = (raw.address() as AddressInfo).port;
    const system = createOutbound({ allow: [`127.0.0.1:${other}`] });
    expect(await codeOf(system.fetch(`http://127.0.0.1:${other}/`))).toBe('outbound.unreachable');
    await new Promise((done) => raw.close(done));
    expect(await codeOf(system.fetch(`http://127.0.0.1:${other}/`))).toBe('outbound.unreachable');
  });

  test('headers are plain', async () => {
    answers = { 'inner.test': [[v4('127.0.0.1')]] };
    const response = await make(`inner.test:${port}`).fetch(`http://inner.test:${port}/cookies`);
    expect([response.headers['set-cookie'], text(response.body)]).toEqual(['a=1, b=2', 'ok']);
  });
});
