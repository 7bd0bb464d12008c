import { demoDatasets } from '../datasets.ts';
import { coAuthor, demoExperts } from './experts.ts';

/** An application of the demonstration: a pinned version of one of its datasets. */
export interface PlannedApplication {
  readonly org: string;
  readonly name: string;
  readonly version: string;
  readonly title: string;
  readonly field: string;
  readonly summary: string;
  readonly people: string;
  /** Leaves the question about updates open, and so fails a rule. */
  readonly silent: boolean;
  readonly withdrawn: boolean;
}

/** The fields of the form by the domains of the catalogue. */
const fieldOf: Readonly<Record<string, string>> = {
  meteorology: 'research',
  marine: 'research',
  'scientific-research': 'research',
  education: 'research',
  transport: 'transport',
  energy: 'manufacturing',
  'industrial-manufacturing': 'manufacturing',
  'human-resources': 'human-resources',
  health: 'health',
};

const silent = new Set(['damaged-weather-table', 'wheat-and-wages']);
const team = ['陈供方', '黄若琳', '魏子昂', '邱明哲', '江一帆', '卓雨桐'];

/** Nobody outside may read it, so nobody nominates it. */
const candidates = demoDatasets.filter((d) => d.visibility !== 'organisation');

function planned(index: number, options: { oldest?: boolean } = {}): PlannedApplication {
  const dataset = candidates[index];
  const version = options.oldest ? dataset?.versions[0] : dataset?.versions.at(-1);
  if (!dataset || !version) throw new RangeError(`no demonstration dataset ${index}`);
  const { title, description, domain } = dataset.card;
  const people = [team[index % team.length], team[(index * 3 + 1) % team.length]];
  if (index % 6 === 1) people.push(coAuthor);
  // An expert who took part in the work itself.
  if (index === 2) people.push(demoExperts[11]?.name);
  return {
    ...{ org: dataset.org, name: dataset.name, version: version.version },
    title: title.zh ?? title.en ?? dataset.name,
    field: fieldOf[domain ?? ''] ?? 'other',
    summary: (description?.zh ?? description?.en ?? '').slice(0, 1500),
    people: [...new Set(people)].join('\n'),
    silent: silent.has(dataset.name),
    withdrawn: dataset.name === 'us-obesity-1995',
  };
}

const range = (from: number, to: number) => Array.from({ length: to - from }, (_, n) => from + n);

/**
 * Forty applications over three rounds: fourteen in the round that is over, twenty-four in the one that is
 * deliberated, and the first two of the call that is open.
 */
export const applicationsOf = {
  past: range(0, 14).map((n) => planned((n * 11) % candidates.length, { oldest: true })),
  present: range(0, candidates.length - 2).map((n) => planned(n)),
  open: range(candidates.length - 2, candidates.length).map((n) => planned(n)),
} as const;
