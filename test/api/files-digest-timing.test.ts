import { createHash } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startHub, type TestHub } from '#test/support/hub.ts';
import { draftDataset, provider, uploadFile, type Provider } from '#test/support/provider.ts';

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');
/** At least so many of each kind; on a busy machine more, until the measure sees the difference it must. */
const attempts = 150;
const most = 700;
/** Standard deviations that tell two kinds apart: by chance once in 150,000 runs. */
const clear = 4.5;

let hub: TestHub;
let owner: Provider;
let dataset: string;
beforeAll(async () => {
  hub = await startHub({ jobs: false });
  owner = await provider(hub, 'curious');
  const other = await provider(hub, 'discreet');
  const theirs = await draftDataset(other, 'theirs', 'organisation');
  await uploadFile(other.client, theirs, 'secret.txt', 'what another organisation holds');
  dataset = await draftDataset(owner, 'mine');
  await uploadFile(owner.client, dataset, 'own.txt', 'our own bytes');
});
afterAll(() => hub.stop());

/**
 * Mann–Whitney's z: how many standard deviations the rank sum of `a` lies from what equal
 * distributions give. It asks nothing of their shape, so single slow answers of a busy machine do
 * not matter.
 */
function rankDistance(a: readonly number[], b: readonly number[]): number {
  const all = [...a.map((v) => [v, 1] as const), ...b.map((v) => [v, 0] as const)];
  const sum = all
    .toSorted(([x], [y]) => x - y)
    .reduce((total, [, mine], index) => total + mine * (index + 1), 0);
  const expected = (a.length * (a.length + b.length + 1)) / 2;
  return (sum - expected) / Math.sqrt((a.length * b.length * (a.length + b.length + 1)) / 12);
}

const median = (values: readonly number[]): number =>
  values.toSorted((x, y) => x - y)[Math.floor(values.length / 2)] ?? 0;

test('a digest that others hold takes as long as one that nobody holds', async () => {
  const { dataset: seen } = await owner.client.json(
    owner.client.get(`/api/v1/datasets/${dataset}`),
  );
  let { revision } = seen;
  const commit = async (digest: string, sizeBytes: number): Promise<[number, number]> => {
    const since = performance.now();
    const answer = await owner.client.send(`/api/v1/datasets/${dataset}/draft/files`, {
      revision,
      files: [{ path: 'x.txt', sha256: digest, sizeBytes }],
    });
    const body = await answer.json();
    const took = performance.now() - since;
    if (answer.status === 200) ({ revision } = body);
    return [took, answer.status];
  };
  const size = 'what another organisation holds'.length;
  const kinds = {
    foreign: { digest: () => sha256('what another organisation holds'), size, status: 422 },
    unknown: { digest: (n: number) => sha256(`nobody has ${n}`), size, status: 422 },
    held: { digest: () => sha256('our own bytes'), size: 13, status: 200 },
  };
  const took: Record<keyof typeof kinds, number[]> = { foreign: [], unknown: [], held: [] };
  const names = Object.keys(kinds) as (keyof typeof kinds)[];
  const seesHeld = () => Math.abs(rankDistance(took.held, took.unknown)) > clear;
  for (let n = 0; n < attempts || (n < most && !seesHeld()); n += 1)
    // In turns and each time in another order, so that drift of the machine meets all alike.
    for (const name of names.toSorted(() => Math.random() - 0.5)) {
      const { digest, size: bytes, status } = kinds[name];
      const [ms, got] = await commit(digest(n), bytes);
      expect(got).toBe(status);
      if (n >= 10) took[name].push(ms);
    }
  const shown = Object.fromEntries(names.map((n) => [n, Number(median(took[n]).toFixed(2))]));
  const apart = rankDistance(took.foreign, took.unknown);
  console.log(`medians in ms: ${JSON.stringify(shown)}, z of the two ${apart.toFixed(2)}`);
  // The measure sees a difference where there is one …
  expect(seesHeld()).toBe(true);
  // … and none between the two that must look alike.
  expect(Math.abs(apart)).toBeLessThan(clear);
}, 400_000);
