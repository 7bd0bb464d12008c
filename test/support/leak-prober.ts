import { apiRoutes, fillPath, type ApiParameter } from './api-document.ts';
import type { TestHub } from './hub.ts';
import type { Visitor } from './visitor.ts';

/** Routes of other parts of the hub whose objects know nothing of selection. */
const elsewhere =
  /^\/api\/(auth\/|v1\/(annotation|operator\/annotation|uploads|invitations|register-entries)\b)|\/(draft|uploads|files|raw|archive\.zip|diff|quota|appeals|access-requests|ledger|invitations)\b|SHA256SUMS|manifest\.json|vendors|label-studio/;
/** Values of path parameters, by the routes they belong to; more than one where objects differ in kind. */
export type Fillers = readonly (readonly [RegExp, readonly Readonly<Record<string, string>>[]])[];

const valuesOf = (parameter: ApiParameter): string[] => {
  const { enum: listed, anyOf } = parameter.schema;
  const all = listed ?? anyOf?.flatMap((s) => s.enum ?? ('const' in s ? [s.const] : []));
  if (all && all.length > 0) return all.map(String);
  const known: Record<string, string> = {
    ...{ limit: '1', q: '数据', year: '2026', from: '2026-03-02', days: '5', field: 'ocean' },
    ...{ lang: 'en', org: 'applicant', organisation: 'applicant', unread: 'true' },
  };
  const value = known[parameter.name];
  return value === undefined ? [] : [value];
};

/** Every address that there is to ask, each list with each value of each of its parameters. */
export async function addresses(hub: TestHub, fillers: Fillers): Promise<string[]> {
  const found: string[] = [];
  for (const { method, path, parameters } of await apiRoutes(hub)) {
    if (method !== 'GET' || !path.startsWith('/api/') || elsewhere.test(path)) continue;
    const objects = path.includes('{') ? fillers.find(([at]) => at.test(path))?.[1] : [{}];
    if (!objects) throw new Error(`the prober has no object for ${path}`);
    const query = parameters.filter((p) => p.in === 'query');
    const needed = query.filter((p) => p.required).map((p) => `${p.name}=${valuesOf(p)[0]}`);
    for (const values of objects) {
      const base = fillPath(path, values);
      const at = (more: readonly string[]) =>
        [...needed, ...more].length === 0 ? base : `${base}?${[...needed, ...more].join('&')}`;
      found.push(at([]));
      for (const p of query)
        for (const value of valuesOf(p)) found.push(at([`${p.name}=${encodeURIComponent(value)}`]));
    }
  }
  return [...new Set(found)];
}

const headers = [
  'etag',
  'content-length',
  'content-type',
  'link',
  'last-modified',
  'x-total-count',
];

/** Everything an answer tells, as text; a list's further pages too. */
async function answer(who: Visitor, path: string): Promise<string> {
  let text = '';
  let cursor: string | undefined;
  for (let page = 0; page < 4; page += 1) {
    const at = cursor ? `${path}&cursor=${encodeURIComponent(cursor)}` : path;
    const { status, body, headers: sent } = await who.get(at);
    if (status >= 500) throw new Error(`${path}: ${status}`);
    const told = headers.map((name) => sent.get(name));
    // A file made anew carries the time at which it was made.
    const pdf = sent.get('content-type')?.startsWith('application/pdf');
    const said = typeof body === 'object' && body !== null ? { ...body, requestId: '' } : body;
    text += JSON.stringify(pdf ? [status] : [status, told, said]);
    cursor = path.includes('limit=1') && status === 200 ? body.next : undefined;
    if (!cursor) break;
  }
  return text;
}

/** Address → answer, as this visitor reads the hub now. */
export async function reading(
  who: Visitor,
  paths: readonly string[],
): Promise<Map<string, string>> {
  const found = new Map<string, string>();
  // Where the bare address is closed to a role, its parameters say no more.
  const bare = paths.filter((path) => !path.includes('?'));
  const closed = new Set<string>();
  const left = [...bare];
  const worker = async () => {
    for (let path = left.shift(); path !== undefined; path = left.shift()) {
      const text = await answer(who, path);
      found.set(path, text);
      if (/^\[(401|403|404),/.test(text)) closed.add(path);
    }
  };
  const all = () => Promise.all([worker(), worker(), worker(), worker()]);
  await all();
  left.push(...paths.filter((p) => p.includes('?') && !closed.has(p.split('?')[0] ?? '')));
  await all();
  return found;
}

/** Addresses whose answers are not the same in both worlds, with what each says. */
export function differences(
  one: ReadonlyMap<string, string>,
  other: ReadonlyMap<string, string>,
): string[] {
  return [...one]
    .filter(([path, text]) => other.get(path) !== text)
    .map(([path, text]) => {
      const now = other.get(path) ?? '';
      let at = 0;
      while (at < text.length && text[at] === now[at]) at += 1;
      const near = (s: string) => s.slice(Math.max(0, at - 60), at + 60);
      return `${path}: ${near(text)} ≠ ${near(now)}`;
    });
}
