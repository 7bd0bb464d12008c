import { afterAll, beforeAll, expect, test } from 'vitest';
import { startHub, type TestHub } from '#test/support/hub.ts';
import {
  draftDataset,
  provider,
  publish,
  uploadFile,
  type Provider,
} from '#test/support/provider.ts';

let hub: TestHub;
let owner: Provider;
beforeAll(async () => {
  hub = await startHub();
  owner = await provider(hub, 'unlucky');
});
afterAll(() => hub.stop());

const owning = (sql: string) => hub.node.withOwner((pool) => pool.query(sql));

/** Lets the database fail when the files of a version are written, after the version itself was. */
const failWith = async (statement: string) => {
  await owning(`create function public.fail() returns trigger language plpgsql security definer as $$
    begin ${statement} return new; end $$`);
  await owning(`create trigger fail before insert on catalog.version_file
    for each row execute function public.fail()`);
};
const heal = () => owning('drop function public.fail() cascade');

test.each([
  ['its disk is full', `raise exception 'full' using errcode = '53100';`, 'hub.storageFull'],
  ['its disk fails', `raise exception 'io' using errcode = '58030';`, 'hub.unavailable'],
  [
    'it goes away',
    `perform pg_terminate_backend(pg_backend_pid()); perform pg_sleep(5);`,
    'hub.unavailable',
  ],
])(
  'a publication during which %s is a clear 503, leaves nothing behind, and works afterwards',
  async (name, statement, code) => {
    const slug = name.replaceAll(' ', '-');
    const dataset = await draftDataset(owner, slug);
    await uploadFile(owner.client, dataset, 'a.csv', 'a\n1\n');
    await uploadFile(owner.client, dataset, 'b.csv', 'b\n2\n');
    const path = `/api/v1/datasets/${dataset}`;
    const before = await owner.client.json(owner.client.get(path));
    await failWith(statement);
    const answer = await owner.client.send(`${path}/versions`, {
      revision: before.dataset.revision,
      version: '1.0.0',
      acknowledgeSensitive: true,
    });
    await heal();
    expect([answer.status, (await answer.json()).code]).toEqual([503, code]);
    expect(answer.headers.get('retry-after')).toBe('5');
    expect(await owner.client.json(owner.client.get(path))).toEqual(before);
    const { items } = await owner.client.json(owner.client.get(`${path}/versions`));
    expect(items).toEqual([]);
    await publish(owner.client, dataset, '1.0.0');
    const raw = await owner.client.get(`${path}/versions/1.0.0/raw/b.csv`);
    expect(await raw.text()).toBe('b\n2\n');
  },
);
