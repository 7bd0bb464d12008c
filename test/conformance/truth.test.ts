import { existsSync, readFileSync, statSync } from 'node:fs';
import { basename, join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { ProcessProfiler } from '#src/adapters/profiler/process-profiler.ts';
import { compare, type Comparison, type Truth } from './truth-comparison.ts';
import { EXPLAINED } from './truth-explained.ts';

const root = new URL('../..', import.meta.url).pathname;
const shared = process.env['BANYAN_SHARED'] ?? join(root, '../shared');
const data = join(shared, 'fixtures/data');
const present = existsSync(join(data, 'truth.json'));
const files: Record<string, Truth> = present
  ? (JSON.parse(readFileSync(join(data, 'truth.json'), 'utf8')) as { files: Record<string, Truth> })
      .files
  : {};

/** Share of files that must be exact, for each field of each kind. */
const REQUIRED = 0.97;
const profiler = new ProcessProfiler();
afterAll(() => profiler.close());

/** The truth of a VOC file is about the picture it describes. */
const pathOf = (name: string, truth: Truth): string =>
  truth.kind === 'voc' ? name.replace('/voc/', '/images/').replace(/\.xml$/u, '.jpg') : name;

describe.skipIf(!present)('real files agree with the truth found by other tools', () => {
  const tabular = new Set(['csv', 'parquet', 'xlsx', 'xls', 'ods']);
  const groups = {
    tabular: (truth: Truth) => tabular.has(truth.kind),
    json: (truth: Truth) => truth.kind === 'json' || truth.kind === 'jsonl',
    audio: (truth: Truth) => truth.kind === 'wav',
    images: (truth: Truth) => truth.kind === 'voc',
  };
  for (const [group, belongs] of Object.entries(groups))
    test(group, { timeout: 600_000 }, async () => {
      const names = Object.keys(files).filter((name) => belongs(files[name] as Truth));
      const { fields, differences } = await compareAll(names);
      process.stdout.write(report(group, names.length, fields, differences));
      const short = [...fields].filter(([, { right, total }]) => right < total * REQUIRED);
      expect(short).toEqual([]);
      // A difference nobody has looked into fails, and so does an explanation that is no longer needed.
      const expected = Object.keys(EXPLAINED).filter((key) =>
        names.includes(key.split(' · ')[0] as string),
      );
      expect(differences.map(({ key }) => key).toSorted()).toEqual(expected.toSorted());
    });
});

interface Difference extends Comparison {
  readonly key: string;
}
type Fields = Map<string, { right: number; total: number }>;

async function compareAll(
  names: readonly string[],
): Promise<{ fields: Fields; differences: Difference[] }> {
  const fields: Fields = new Map();
  const differences: Difference[] = [];
  for (const name of names) {
    const truth = files[name] as Truth;
    const path = join(data, pathOf(name, truth));
    const input = { path, name: basename(path), sizeBytes: statSync(path).size };
    for (const comparison of compare(truth, await profiler.profile(input))) {
      const sum = fields.get(comparison.field) ?? { right: 0, total: 0 };
      sum.total++;
      if (comparison.same) sum.right++;
      else differences.push({ key: `${name} · ${comparison.field}`, ...comparison });
      fields.set(comparison.field, sum);
    }
  }
  return { fields, differences };
}

function report(
  group: string,
  count: number,
  fields: Fields,
  differences: readonly Difference[],
): string {
  const lines = [`\n${group}: ${count} files`];
  for (const [field, { right, total }] of fields)
    lines.push(`  ${field}: ${right} of ${total} exact`);
  for (const { key, truth, found } of differences)
    lines.push(
      `  DIFFERS ${key}: ${EXPLAINED[key] ?? 'NOT EXPLAINED'}`,
      `    truth ${JSON.stringify(truth)?.slice(0, 300)}`,
      `    found ${JSON.stringify(found)?.slice(0, 300)}`,
    );
  return `${lines.join('\n')}\n`;
}
