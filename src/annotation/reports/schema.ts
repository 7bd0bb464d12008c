import { type } from 'arktype';
import { id as idText, instant } from '#src/kernel/schema.ts';

const id = idText.as<string>();

const Measure = type({
  name: 'string',
  value: 'number | null',
  low: 'number | null',
  high: 'number | null',
  level: 'number',
  replicates: 'number',
});
const Agreement = type({
  question: 'string',
  kind: 'string',
  /** Tasks with several answers, and those of them that can be compared. */
  items: 'number',
  compared: 'number',
  annotators: 'number',
  measures: Measure.array(),
  pairs: type({
    annotators: 'string[]',
    items: 'number',
    figures: 'Record<string, number | null>',
  }).array(),
});
/** Majority vote beside Dawid–Skene: neither is right by itself, so both are shown. */
const Consensus = type({
  question: 'string',
  items: 'number',
  ties: 'number',
  differ: 'number',
  rounds: 'number',
  converged: 'boolean',
  workers: type({ person: 'string', accuracy: 'number' }).array(),
  /** The first 100 on which the two differ. */
  differing: type({
    taskId: 'string',
    votes: 'number',
    majority: 'string[]',
    share: 'number',
    dawidSkene: 'string',
    posterior: 'number',
  }).array(),
});
const Suspicion = type({
  question: 'string',
  people: 'string[]',
  shared: 'number',
  identicalErrors: 'number',
  expected: 'number',
  copied: 'number',
  chance: 'number',
  suspected: 'boolean',
});
export const QualityFigures = type({
  /** Tasks with answers of several people. */
  tasks: 'number',
  agreement: Agreement.array(),
  consensus: Consensus.array(),
  /** Pairs of people of different vendors; for the demand side alone. */
  'collusion?': Suspicion.array(),
});
export type QualityFigures = typeof QualityFigures.infer;

export const QualityReport = type({
  /** `needed`: too many tasks to answer at once; start the report, then come back. */
  state: type.enumerated('needed', 'queued', 'running', 'done', 'failed'),
  id: 'string | null',
  done: 'number',
  total: 'number',
  madeAt: 'string | null',
  figures: QualityFigures.or('null'),
});
export type QualityReport = typeof QualityReport.infer;

const Counts = type({
  /** Work to be done in all, and how much of it stands how; gold items aside. */
  total: 'number',
  leased: 'number',
  submitted: 'number',
  accepted: 'number',
  returned: 'number',
  skipped: 'number',
  orphaned: 'number',
});
export type Counts = typeof Counts.infer;
const Gold = type({ graded: 'number', accuracy: 'number | null' });

export const Dashboard = type({
  role: type.enumerated('demand', 'manager', 'inspector', 'annotator'),
  progress: Counts,
  pace: {
    /** Results of each of the last 24 hours, oldest first. */
    hours: 'number[]',
    perHour: 'number',
    last24: 'number',
  },
  forecast: {
    /** Null where nothing was done lately, or nothing is left. */
    endsAt: 'string | null',
    deadline: 'string | null',
    late: 'boolean',
    method: { zh: 'string', en: 'string' },
  },
  /** Over the latest tasks with several answers, at most 200 of them. */
  agreement: { tasks: 'number', mean: 'number | null' },
  gold: Gold,
  acceptance: {
    lots: 'number',
    waiting: 'number',
    accepted: 'number',
    returned: 'number',
    /** Of lots decided at first sight. */
    firstPass: 'number | null',
    reviewWaiting: 'number',
  },
  /** Not for annotators. */
  'money?': { settledFen: 'string', openFen: 'string' },
  'vendors?': type({
    awardId: id,
    vendor: { id: 'string', nameZh: 'string', nameEn: 'string' },
    state: 'string',
    progress: Counts,
    gold: Gold,
  }).array(),
  'people?': type({
    id: 'string',
    name: 'string',
    progress: Counts,
    gold: Gold,
    meanLeadMs: 'number | null',
  }).array(),
  mine: Counts.or('null'),
});
export type Dashboard = typeof Dashboard.infer;

export const Overview = type({
  items: type({
    id,
    title: 'string',
    org: { nameZh: 'string', nameEn: 'string' },
    state: 'string',
    role: type.enumerated('demand', 'manager', 'inspector', 'annotator'),
    deadline: 'string | null',
    total: 'number',
    submitted: 'number',
    toReview: 'number',
    lotsWaiting: 'number',
    updatedAt: instant,
  }).array(),
});
export type Overview = typeof Overview.infer;
