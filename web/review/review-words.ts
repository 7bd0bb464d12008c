import type { AssignmentSummary } from '#src/review/reviews/schema.ts';
import type { ExpertView } from '#src/review/experts/schema.ts';
import { m } from '../i18n/messages.ts';

type Tone = 'neutral' | 'accent' | 'amber' | 'danger';
type Word = readonly [name: () => string, tone: Tone];

export const reviewApi = {
  assignments: '/review/assignments',
  assignment: (id: string): string => `/review/assignments/${id}`,
  expert: '/review/expert',
  experts: '/operator/review/experts',
  boards: '/operator/review/boards',
  board: (id: string): string => `/operator/review/boards/${id}`,
  panels: '/operator/review/panels',
} as const;

export const stateWords: Readonly<Record<AssignmentSummary['state'], Word>> = {
  invited: [m.review_state_invited, 'amber'],
  accepted: [m.review_state_accepted, 'amber'],
  draft: [m.review_state_draft, 'amber'],
  submitted: [m.review_state_submitted, 'accent'],
  reopened: [m.review_state_reopened, 'amber'],
  declined: [m.review_state_declined, 'neutral'],
  recused: [m.review_state_recused, 'neutral'],
  invalidated: [m.review_state_invalidated, 'neutral'],
};

export const expertWords: Readonly<Record<ExpertView['state'], Word>> = {
  invited: [m.review_expert_invited, 'amber'],
  registered: [m.review_expert_registered, 'amber'],
  active: [m.review_expert_active, 'accent'],
  suspended: [m.review_expert_suspended, 'danger'],
  declined: [m.review_expert_declined, 'neutral'],
};

export const natureWords: Readonly<
  Record<ExpertView['relations'][number]['nature'], () => string>
> = {
  'co-author': m.review_nature_co_author,
  family: m.review_nature_family,
  adviser: m.review_nature_adviser,
  financial: m.review_nature_financial,
  competitor: m.review_nature_competitor,
  other: m.review_nature_other,
};

/** Points with at most one decimal. */
export const points = (value: number | null): string =>
  value === null ? '–' : String(Number(value.toFixed(1)));

/** Fields as typed, separated by commas of either kind. */
export const fieldsIn = (text: string): string[] =>
  text
    .split(/[,\uFF0C\u3001]/u)
    .map((one) => one.trim())
    .filter((one) => one !== '');
