import { request } from 'node:http';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  apiRoutes,
  fillPath,
  routeName,
  sampleOf,
  type ApiRoute,
} from '#test/support/api-document.ts';
import { badValues, marker, nul, withValue } from '#test/support/bad-values.ts';
import { plainDataset } from '#test/support/datasets.ts';
import { startHub, type TestHub } from '#test/support/hub.ts';
import { organisation, person } from '#test/support/people.ts';
import { tableState } from '#test/support/table-state.ts';
import type { Reply, Visitor } from '#test/support/visitor.ts';

let hub: TestHub;
let routes: ApiRoute[];
const actors: Record<string, Visitor> = {};
beforeAll(async () => {
  hub = await startHub({ jobs: false });
  routes = await apiRoutes(hub);
  const owner = await person(hub, 'owner');
  const org = await organisation(hub, 'provider', owner.email);
  await plainDataset(hub, org, 'sample', { visibility: 'gated' });
  actors['owner'] = owner;
  for (const staffRole of ['operator', 'approver', 'auditor', 'admin'] as const)
    actors[staffRole] = await person(hub, staffRole, { staffRole });
});
afterAll(() => hub.stop());

const unknown = '01890000-0000-7000-8000-00000000dead';
const values: Readonly<Record<string, string>> = {
  ...{ org: 'provider', name: 'sample', slug: 'provider', register: 'annotation-bases' },
  ...{ semver: '1.0.0', path: 'data.csv', field: 'text', token: 'A'.repeat(43) },
  ...{ id: unknown, userId: unknown, file: unknown, year: '2026', version: '1' },
  ...{ programme: 'M8', command: 'open', number: 'HQD-2026-01' },
};

/** Somebody who may do it, so that nothing but the input is wrong. */
function actorFor(route: ApiRoute): Visitor {
  const [, duty] = /^\/api\/v1\/(operator|approver|admin)\//.exec(route.path) ?? [];
  const name = duty ?? (route.path === '/api/v1/audit' ? 'auditor' : 'owner');
  const actor = actors[name];
  if (!actor) throw new Error(`no ${name}`);
  return actor;
}

/** better-auth's own routes answer in their order: any refusal of ours will do. */
const isAccount = (route: ApiRoute): boolean => route.path.startsWith('/api/auth/');
/** tus speaks by headers, without JSON. */
const isTus = (route: ApiRoute): boolean => route.path.startsWith('/api/v1/uploads');

const send = (route: ApiRoute, body?: unknown, query = '', path = fillPath(route.path, values)) =>
  actorFor(route).send(route.method, path + query, body);

/** Complaints about an answer to bad input; empty when it is as it must be. */
function complaints(
  label: string,
  reply: Reply,
  wanted: { status?: number; field?: string },
): string[] {
  const found: string[] = [];
  const text = JSON.stringify(reply.body) + JSON.stringify([...reply.headers]);
  if (reply.status < 400 || reply.status >= 500) found.push(`${label}: ${reply.status}`);
  else if (wanted.status && reply.status !== wanted.status)
    found.push(`${label}: ${reply.status} ${reply.body.code} instead of ${wanted.status}`);
  if (reply.status >= 400) {
    if (!reply.headers.get('content-type')?.includes('application/problem+json'))
      found.push(`${label}: not problem+json`);
    else if (!reply.body.code || !reply.body.detail) found.push(`${label}: no code or sentence`);
  }
  if (text.includes(marker)) found.push(`${label}: echoes the input`);
  if (wanted.field !== undefined && reply.status === wanted.status) {
    const fields = ((reply.body.errors ?? []) as { field: string }[]).map((e) => e.field);
    if (!fields.some((f) => f === wanted.field || f.startsWith(`${wanted.field}/`)))
      found.push(`${label}: names ${JSON.stringify(fields)}`);
  }
  return found;
}

describe('bodies', () => {
  test('each member that is wrong or missing is named, nothing is echoed, nothing changes', async () => {
    const found: string[] = [];
    const before = await tableState(hub);
    for (const route of routes) {
      if (!route.body) continue;
      const { body } = route;
      const good = sampleOf(body);
      const wanted = isAccount(route) ? {} : { status: 400 };
      const named = (path: readonly string[]) =>
        isAccount(route) ? wanted : { ...wanted, field: path.join('/') };
      for (const bad of badValues(body)) {
        // A password may hold any character: it is hashed, not stored.
        if (bad.what === nul && isAccount(route)) continue;
        const label = `${routeName(route)} ${bad.path.join('/')} ${bad.what}`;
        const reply = await send(route, withValue(body, good, bad.path, bad.value));
        found.push(...complaints(label, reply, bad.what === nul ? {} : named(bad.path)));
      }
      for (const name of body.required ?? []) {
        const { [name]: _, ...rest } = good as Record<string, unknown>;
        const reply = await send(route, rest);
        found.push(...complaints(`${routeName(route)} without ${name}`, reply, named([name])));
      }
    }
    expect(found).toEqual([]);
    expect(await tableState(hub)).toEqual(before);
  }, 300_000);

  test('what is no JSON, of another type or too deep is refused', async () => {
    const found: string[] = [];
    const before = await tableState(hub);
    const raw = async (route: ApiRoute, type: string, body: string): Promise<Reply> => {
      const visitor = actorFor(route);
      const response = await fetch(hub.url + fillPath(route.path, values), {
        method: route.method,
        headers: {
          'content-type': type,
          'idempotency-key': crypto.randomUUID(),
          origin: hub.url,
          cookie: visitor.cookieHeader,
        },
        body,
      });
      const text = await response.text();
      const json = response.headers.get('content-type')?.includes('json');
      return {
        status: response.status,
        body: json ? JSON.parse(text) : text,
        headers: response.headers,
      };
    };
    const deep = `${'{"a":'.repeat(1000)}"${marker}"${'}'.repeat(1000)}`;
    for (const route of routes) {
      if (!route.body) continue;
      const name = routeName(route);
      const good = JSON.stringify(sampleOf(route.body));
      for (const [what, type, body] of [
        ['cut short', 'application/json', `{"${marker}": `],
        ['an array', 'application/json', `["${marker}"]`],
        ['null', 'application/json', 'null'],
        ['a thousand levels', 'application/json', deep],
        ['arrays without end', 'application/json', '['.repeat(100_000)],
        ['another type', 'text/plain', good],
        ['bad UTF-8', 'application/json', '{"a":"\uD800"}'],
      ] as const)
        if (what !== 'another type' || (route.body.required?.length ?? 0) > 0)
          found.push(...complaints(`${name} ${what}`, await raw(route, type, body), {}));
    }
    expect(found).toEqual([]);
    expect(await tableState(hub)).toEqual(before);
  }, 300_000);

  test('a body that announces more than the limit is refused before it is sent', async () => {
    const { port } = new URL(hub.url);
    for (const route of routes.filter((r) => r.body)) {
      const status = await new Promise<number | undefined>((resolve, reject) => {
        const outgoing = request(
          {
            port,
            method: route.method,
            path: fillPath(route.path, values),
            headers: { 'content-type': 'application/json', 'content-length': 3_000_000 },
          },
          (incoming) => {
            resolve(incoming.statusCode);
            outgoing.destroy();
          },
        );
        outgoing.on('error', reject);
        outgoing.flushHeaders();
      });
      expect([routeName(route), status]).toEqual([routeName(route), 413]);
    }
  }, 60_000);

  test('a revision that is not the present one changes nothing', async () => {
    const found: string[] = [];
    const before = await tableState(hub);
    for (const route of routes) {
      if (!route.body?.properties?.['revision'] || isAccount(route)) continue;
      const body = { ...(sampleOf(route.body) as object), revision: 999_999 };
      found.push(...complaints(routeName(route), await send(route, body), {}));
    }
    expect(found).toEqual([]);
    expect(await tableState(hub)).toEqual(before);
  }, 60_000);
});

describe('addresses', () => {
  test('wrong, long and strange parameters are refused', async () => {
    const found: string[] = [];
    const before = await tableState(hub);
    const strange = [
      marker,
      'x'.repeat(3000),
      '..',
      '../..',
      'a\0b',
      '%',
      "' or 1=1 --",
      '𠮷',
      '-1',
      '.',
    ];
    for (const route of routes)
      for (const parameter of route.parameters.filter((p) => p.in === 'path'))
        for (const value of strange) {
          const path = fillPath(route.path, { ...values, [parameter.name]: value });
          const label = `${routeName(route)} {${parameter.name}} = ${JSON.stringify(value.slice(0, 12))}`;
          const good = route.body && sampleOf(route.body);
          // A path of dots is another address for the client, before it is sent.
          if (['..', '../..', '.'].includes(value)) continue;
          const reply = await send(route, good, '', path);
          found.push(...complaints(label, reply, {}));
        }
    expect(found).toEqual([]);
    expect(await tableState(hub)).toEqual(before);
  }, 300_000);

  test('each query parameter that is wrong, too long or sent twice is named', async () => {
    const found: string[] = [];
    for (const route of routes) {
      const queries = route.parameters.filter((p) => p.in === 'query');
      const good = new Map(
        queries.filter((p) => p.required).map((p) => [p.name, String(sampleOf(p.schema))]),
      );
      for (const { name, schema } of queries) {
        const wanted = isAccount(route) ? {} : { status: 400, field: name };
        const bad: [string, URLSearchParams][] = [];
        const add = (what: string, ...sent: string[]) => {
          const all = new URLSearchParams([...good].filter(([other]) => other !== name));
          for (const value of sent) all.append(name, value);
          bad.push([what, all]);
        };
        const max = schema.maxLength ?? schema.anyOf?.find((s) => s.maxLength)?.maxLength;
        if (max !== undefined) add('too long', marker.repeat(Math.ceil((max + 1) / marker.length)));
        if (schema.enum || (schema.pattern && !new RegExp(schema.pattern, 'u').test(marker)))
          add('wrong form', marker);
        if (!schema.anyOf && schema.type !== 'array') {
          const value = String(sampleOf(schema));
          add('twice', value, value);
        }
        for (const [what, all] of bad) {
          const reply = await send(route, undefined, `?${all}`);
          found.push(...complaints(`${routeName(route)} ${name} ${what}`, reply, wanted));
        }
      }
    }
    expect(found).toEqual([]);
  }, 120_000);

  test('a forged cursor is refused or gives a page, and never a failure', async () => {
    const found: string[] = [];
    const keys: unknown[] = [marker, {}, [], [1], ['x'], [1, 2], ['x', 'y'], [1, 'x'], ['x', 1]];
    keys.push(['1', '2', '3'], [1, 2, 3], [-1], [1e300], [0.5], ['\0'], ['2026-13-99', 'x']);
    const cursors = [
      marker,
      '%',
      ...keys.map((k) => Buffer.from(JSON.stringify(k)).toString('base64url')),
    ];
    for (const route of routes) {
      if (!route.parameters.some((p) => p.name === 'cursor')) continue;
      for (const cursor of cursors) {
        const reply = await send(route, undefined, `?cursor=${encodeURIComponent(cursor)}`);
        const label = `${routeName(route)} cursor ${cursor}`;
        if (reply.status !== 200) found.push(...complaints(label, reply, {}));
      }
    }
    expect(found).toEqual([]);
  }, 120_000);
});

test('a mutation without a usable Idempotency-Key is refused', async () => {
  const found: string[] = [];
  const before = await tableState(hub);
  for (const route of routes) {
    if (route.method === 'GET' || isAccount(route) || isTus(route)) continue;
    const body = route.body && sampleOf(route.body);
    for (const key of ['', 'short', 'x'.repeat(256)]) {
      const path = fillPath(route.path, values);
      const reply = await actorFor(route).send(route.method, path, body, {
        'idempotency-key': key,
      });
      found.push(...complaints(`${routeName(route)} key of ${key.length}`, reply, {}));
    }
  }
  expect(found).toEqual([]);
  expect(await tableState(hub)).toEqual(before);
}, 120_000);
