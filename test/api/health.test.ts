import { afterAll, beforeAll, expect, test } from 'vitest';
import { startHub, type TestHub } from '#test/support/hub.ts';

let hub: TestHub;
beforeAll(async () => {
  hub = await startHub();
});
afterAll(() => hub.stop());

test('healthz answers and every answer carries the guards', async () => {
  const reply = await fetch(`${hub.url}/healthz`);
  expect([reply.status, await reply.json()]).toEqual([200, { status: 'ok' }]);
  expect(reply.headers.get('x-content-type-options')).toBe('nosniff');
  expect(reply.headers.get('content-security-policy')).toMatch(
    /script-src 'nonce-[\w-]{22}' 'strict-dynamic'/,
  );
});

test('an unknown API address is a problem document in the language asked for', async () => {
  const reply = await fetch(`${hub.url}/api/v1/nothing`, {
    headers: { 'accept-language': 'en', 'x-request-id': 'req-12345678' },
  });
  expect(reply.headers.get('content-type')).toBe('application/problem+json');
  expect([reply.status, await reply.json()]).toEqual([
    404,
    {
      type: '/api/docs/errors#hub.notFound',
      title: 'hub.notFound',
      status: 404,
      code: 'hub.notFound',
      detail: 'There is nothing here that you may see.',
      requestId: 'req-12345678',
    },
  ]);
});

test('the serving role cannot rewrite the record', async () => {
  const { pool } = hub.node;
  await expect(pool.query("update audit.entry set action = 'x'")).rejects.toThrow(
    'permission denied',
  );
  await expect(pool.query('delete from audit.entry')).rejects.toThrow('permission denied');
  await expect(pool.query('truncate audit.entry')).rejects.toThrow('permission denied');
  await hub.node.withOwner(async (owner) => {
    await owner
      .query(`insert into audit.entry (id, actor_kind, action, object_type, object_id, payload_digest)
      values (1, 'system', 'hub.test', 'hub', '1', repeat('0', 64))`)
      .catch(() => {});
    await expect(owner.query('truncate audit.entry cascade')).rejects.toThrow('immutable');
  });
});

test('metrics are Prometheus text', async () => {
  const text = await (await fetch(`${hub.url}/metrics`)).text();
  expect(text).toMatch(
    /hub_http_request_seconds_count\{method="GET",route="\/healthz",status="200"\} 1/,
  );
});
