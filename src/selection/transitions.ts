import type { Transitions } from '#src/kernel/transition.ts';

export const roundStates = [
  'draft',
  'open',
  'closed',
  'screening',
  'reviewing',
  'deliberating',
  'noticing',
  'published',
  'archived',
  'cancelled',
] as const;
export type RoundState = (typeof roundStates)[number];

export type RoundCommand =
  | 'open'
  | 'close'
  | 'screen'
  | 'review'
  | 'deliberate'
  | 'notice'
  | 'publish'
  | 'archive'
  | 'cancel'
  | 'reopen'
  | 'backToScreening'
  | 'backToReviewing'
  | 'backToDeliberating';

/** A round goes forward one step at a time; each step back is a command of its own and needs a reason. */
export const roundTransitions: Transitions<RoundState, RoundCommand> = {
  open: { from: ['draft'], to: 'open' },
  close: { from: ['open'], to: 'closed' },
  screen: { from: ['closed'], to: 'screening' },
  review: { from: ['screening'], to: 'reviewing' },
  deliberate: { from: ['reviewing'], to: 'deliberating' },
  notice: { from: ['deliberating'], to: 'noticing' },
  publish: { from: ['noticing'], to: 'published' },
  archive: { from: ['published'], to: 'archived' },
  cancel: {
    from: ['draft', 'open', 'closed', 'screening', 'reviewing', 'deliberating', 'noticing'],
    to: 'cancelled',
  },
  reopen: { from: ['closed', 'screening'], to: 'open' },
  backToScreening: { from: ['reviewing'], to: 'screening' },
  backToReviewing: { from: ['deliberating'], to: 'reviewing' },
  backToDeliberating: { from: ['noticing'], to: 'deliberating' },
};

const reasonedRound: ReadonlySet<RoundCommand> = new Set([
  'cancel',
  'reopen',
  'backToScreening',
  'backToReviewing',
  'backToDeliberating',
]);

export const applicationStates = [
  'draft',
  'submitted',
  'returned',
  'screened',
  'under_review',
  'shortlisted',
  'noticed',
  'selected',
  'not_selected',
  'ineligible',
  'withdrawn',
  'revoked',
] as const;
export type ApplicationState = (typeof applicationStates)[number];

export type ApplicationCommand =
  | 'submit'
  | 'return'
  | 'resubmit'
  | 'screen'
  | 'refuse'
  | 'withdraw'
  | 'review'
  | 'shortlist'
  | 'decline'
  | 'notice'
  | 'select'
  | 'revoke'
  | 'rescreen'
  | 'unreview'
  | 'unshortlist'
  | 'reconsider'
  | 'unnotice';

/** An application; the commands after `revoke` undo a step and need a reason. */
export const applicationTransitions: Transitions<ApplicationState, ApplicationCommand> = {
  submit: { from: ['draft'], to: 'submitted' },
  return: { from: ['submitted'], to: 'returned' },
  resubmit: { from: ['returned'], to: 'submitted' },
  screen: { from: ['submitted'], to: 'screened' },
  refuse: { from: ['submitted', 'returned'], to: 'ineligible' },
  withdraw: {
    from: ['draft', 'submitted', 'returned', 'screened', 'under_review', 'shortlisted'],
    to: 'withdrawn',
  },
  review: { from: ['screened'], to: 'under_review' },
  shortlist: { from: ['under_review'], to: 'shortlisted' },
  decline: { from: ['under_review', 'shortlisted', 'noticed'], to: 'not_selected' },
  notice: { from: ['shortlisted'], to: 'noticed' },
  select: { from: ['noticed'], to: 'selected' },
  revoke: { from: ['selected'], to: 'revoked' },
  rescreen: { from: ['screened', 'ineligible'], to: 'submitted' },
  unreview: { from: ['under_review'], to: 'screened' },
  unshortlist: { from: ['shortlisted'], to: 'under_review' },
  reconsider: { from: ['not_selected'], to: 'under_review' },
  unnotice: { from: ['noticed'], to: 'shortlisted' },
};

const reasonedApplication: ReadonlySet<ApplicationCommand> = new Set([
  'return',
  'refuse',
  'decline',
  'revoke',
  'rescreen',
  'unreview',
  'unshortlist',
  'reconsider',
  'unnotice',
]);

/** Steps of the deliberation, which the applicant learns from the notice and the letter alone. */
const hiddenSteps: ReadonlySet<ApplicationCommand> = new Set([
  'shortlist',
  'decline',
  'notice',
  'select',
  'unshortlist',
  'reconsider',
  'unnotice',
]);

export const roundNeedsReason = (command: RoundCommand): boolean => reasonedRound.has(command);
export const applicationNeedsReason = (command: ApplicationCommand): boolean =>
  reasonedApplication.has(command);
export const isInternal = (command: ApplicationCommand): boolean => hiddenSteps.has(command);

/** Deliberation is no news to the applicant until its result is: the state as its organisations read it. */
export function shownState(state: ApplicationState, round: RoundState): ApplicationState {
  const told = round === 'published' || round === 'archived';
  if (told || !['shortlisted', 'noticed', 'selected', 'not_selected'].includes(state)) return state;
  return round === 'noticing' && state === 'noticed' ? 'noticed' : 'under_review';
}
