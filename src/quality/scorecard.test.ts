import fc from 'fast-check';
import { expect, test } from 'vitest';
import { evidence } from './evidence.ts';
import type { ContentFacts, QualityFacts } from './facts.ts';
import { families, rules } from './rules.ts';
import { scoreFacts } from './scorecard.ts';

const table = (over: Partial<ContentFacts['tables'][number]> = {}): ContentFacts => ({
  kind: 'tabular',
  encoding: 'utf-8',
  broken: false,
  tables: [
    {
      rows: 100,
      ragged: 0,
      columns: [
        { name: 'station', type: 'string', nulls: 0, widened: false },
        { name: 'salinity', type: 'number', nulls: 0, widened: false },
      ],
      ...over,
    },
  ],
});

const best: QualityFacts = {
  card: {
    title: { zh: '海水盐度', en: 'Salinity' },
    description: { zh: '盐'.repeat(60), en: 'x'.repeat(60) },
    domain: 'marine',
    modality: ['tabular'],
    tasks: ['regression'],
    keywords: ['a', 'b', 'c'],
    languages: ['zh'],
    licence: { spdx: 'CC-BY-4.0' },
    provenance: 'buoys',
    collectionMethod: 'hourly',
    coverage: { from: '2026-01-01', to: '2026-03-31' },
    updateFrequency: 'quarterly',
    contact: { email: 'data@example.cn' },
    citation: 'Cite us.',
    readme: `station salinity ${'x'.repeat(300)}`,
  },
  publishedOn: '2026-05-01',
  successor: true,
  notes: 'more stations',
  files: [
    { path: 'a.csv', format: 'csv', content: table() },
    { path: 'b.csv', format: 'csv', content: table() },
  ],
};

const indicator = async (facts: QualityFacts, key: string) => {
  const card = await scoreFacts(facts);
  const found = card.families.flatMap((f) => f.indicators).find((i) => i.key === key);
  if (!found) throw new Error(`no indicator ${key}`);
  return found;
};

test('the rules: weights add up to 100, keys are distinct, every function serves one rule', () => {
  expect(rules.reduce((sum, rule) => sum + rule.weight, 0)).toBe(100);
  expect(new Set(rules.map((rule) => rule.key)).size).toBe(rules.length);
  expect(rules.map((rule) => rule.evidence).toSorted()).toEqual(Object.keys(evidence).toSorted());
  expect(new Set(rules.map((rule) => rule.family))).toEqual(new Set(families.map((f) => f.key)));
});

test('a dataset without a fault has 100 and nothing to fix', async () => {
  const card = await scoreFacts(best);
  expect([card.total, card.families.map((f) => f.score)]).toEqual([
    100,
    [100, 100, 100, 100, 100, 100],
  ]);
  expect(card.families.flatMap((f) => f.indicators).filter((i) => i.fix)).toEqual([]);
});

test('defects cost what their rule says', async () => {
  const holes = table({
    ragged: 25,
    columns: [
      { name: 'station', type: 'string', nulls: 10, widened: true },
      { name: 'salinity', type: 'number', nulls: 0, widened: false },
    ],
  });
  const facts = { ...best, files: [{ path: 'a.csv', format: 'csv', content: holes }] };
  expect(await indicator(facts, 'cells-filled')).toMatchObject({
    score: 95,
    evidence: { en: '10 of 200 cells are empty (5.0%).' },
    // 0.40 of 91 points, one table leaving out what compares several: 94.62 becomes 95.05.
    fix: { sentence: { en: 'Fill in the 10 empty cells.' }, gain: 0.43 },
  });
  expect(await indicator(facts, 'rows-regular')).toMatchObject({ score: 75 });
  expect(await indicator(facts, 'values-fit-type')).toMatchObject({ score: 50 });
  expect(await indicator(facts, 'same-types')).toMatchObject({
    score: null,
    state: 'not-applicable',
    fix: null,
  });
});

test('what is unknown is shown as unknown and never counts as good', async () => {
  const unseen = { ...best, files: best.files.map((file) => ({ ...file, content: null })) };
  const card = await scoreFacts(unseen);
  expect(card.families.find((f) => f.key === 'accuracy')).toMatchObject({ score: null });
  expect(await indicator(unseen, 'cells-filled')).toMatchObject({
    state: 'unknown',
    score: null,
    fix: null,
  });
  const half = { ...best, files: best.files.map((f, n) => (n ? { ...f, content: null } : f)) };
  expect(await indicator(half, 'files-readable')).toMatchObject({
    state: 'scored',
    score: 50,
    fix: null,
  });
  expect(card.total).toBeLessThan((await scoreFacts(half)).total);
  const external = await scoreFacts({ ...best, files: [] });
  expect(external.families.find((f) => f.key === 'accuracy')?.score).toBe(null);
});

test('freshness falls from the days a rhythm allows to nothing at three times that', async () => {
  const at = (publishedOn: string) => indicator({ ...best, publishedOn }, 'fresh');
  // 31 March + 183 days, one day more, + 366, + 549.
  expect(await at('2026-09-30')).toMatchObject({ score: 100, fix: null });
  expect(await at('2026-10-01')).toMatchObject({ score: 100 - 0 });
  expect((await at('2027-04-01')).score).toBe(50);
  expect((await at('2027-10-01')).score).toBe(0);
  expect((await at('2028-02-29')).score).toBe(0);
});

const cells = fc.record({
  name: fc.constantFrom('station', 'salinity', 'column1', '', '列2', 'x'),
  type: fc.constantFrom('string', 'number', 'integer', 'empty'),
  nulls: fc.nat(40),
  widened: fc.boolean(),
});
const content = fc.record({
  kind: fc.constantFrom('tabular', 'image', 'unknown', 'text'),
  encoding: fc.constantFrom(null, 'utf-8', 'utf-8-sig', 'gb18030'),
  broken: fc.boolean(),
  tables: fc.array(
    fc.record({
      rows: fc.nat(1000),
      ragged: fc.nat(20),
      columns: fc.array(cells, { maxLength: 4 }),
    }),
    { maxLength: 2 },
  ),
});
const optional = <T>(value: T) => fc.constantFrom(undefined, value);
const anyFacts: fc.Arbitrary<QualityFacts> = fc.record({
  card: fc.record({
    title: fc.constant({ zh: 'x' }),
    description: optional({ zh: 'x'.repeat(80) }),
    modality: fc.constantFrom<any>(undefined, ['tabular'], ['image', 'audio'], ['graph']),
    keywords: fc.constantFrom<any>(undefined, ['a'], ['a', 'b', 'c']),
    tasks: optional(['t']),
    licence: fc.constantFrom<any>(
      undefined,
      { spdx: 'MIT' },
      { name: 'own' },
      { url: 'https://x.cn/' },
    ),
    coverage: fc.constantFrom<any>(undefined, { from: '2020-01-01' }, { to: '2025-06-30' }),
    updateFrequency: fc.constantFrom<any>(undefined, 'once', 'daily', 'yearly'),
    contact: optional({ email: 'a@b.cn' }),
    citation: optional('c'),
    readme: fc.constantFrom(undefined, 'station', 'y'.repeat(400)),
  }) as fc.Arbitrary<any>,
  publishedOn: fc.constantFrom('2026-05-01', '2025-07-01'),
  successor: fc.boolean(),
  notes: fc.constantFrom('', 'n'),
  files: fc.array(
    fc.record({
      path: fc.constantFrom('a.csv', 'b c.csv', 'd.xlsx', 'e.bin'),
      format: fc.constantFrom('csv', 'xlsx', 'other', 'png'),
      content: fc.option(content),
    }),
    { maxLength: 4 },
  ),
});

test('computed anew it is the same; a promised gain is what the fix gives, to the hundredth', async () => {
  await fc.assert(
    fc.asyncProperty(anyFacts, async (facts) => {
      const card = await scoreFacts(facts);
      expect(await scoreFacts(structuredClone(facts))).toEqual(card);
      expect(card.total).toBeGreaterThanOrEqual(0);
      expect(card.total).toBeLessThanOrEqual(100);
      const all = card.families.flatMap((f) => f.indicators);
      for (const rule of rules) {
        const one = all.find((i) => i.key === rule.key);
        if (!one?.fix) continue;
        const measure = evidence[rule.evidence](facts);
        if (measure.state !== 'scored' || !measure.fix) throw new Error('a fix from nowhere');
        const after = await scoreFacts(measure.fix.apply(facts));
        expect(Math.round(after.total * 100)).toBe(
          Math.round(card.total * 100) + Math.round(one.fix.gain * 100),
        );
        expect(one.fix.gain).toBeGreaterThan(0);
      }
      // A state is kept apart from a figure: only what was scored has one.
      for (const one of all) expect(one.score === null).toBe(one.state !== 'scored');
    }),
    { numRuns: 400 },
  );
});
