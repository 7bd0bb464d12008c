import type { LetterViewBody } from '#src/selection/letter/schema.ts';
import type {
  ApplicationSummaryBody,
  EligibilityBody,
  RoundSummaryBody,
} from '#src/selection/schema.ts';
import { m } from '../i18n/messages.ts';

type Tone = 'neutral' | 'accent' | 'amber' | 'danger' | 'solid';
type RoundState = RoundSummaryBody['state'];
type ApplicationState = ApplicationSummaryBody['state'];
type CheckResult = EligibilityBody['checks'][number]['result'];

export const roundStateLabel = (state: RoundState): string =>
  ({
    draft: m.selection_round_draft,
    open: m.selection_round_open,
    closed: m.selection_round_closed,
    screening: m.selection_round_screening,
    reviewing: m.selection_round_reviewing,
    deliberating: m.selection_round_deliberating,
    noticing: m.selection_round_noticing,
    published: m.selection_round_published,
    archived: m.selection_round_archived,
    cancelled: m.selection_round_cancelled,
  })[state]();

export const stateLabel = (state: ApplicationState): string =>
  ({
    draft: m.selection_state_draft,
    submitted: m.selection_state_submitted,
    returned: m.selection_state_returned,
    screened: m.selection_state_screened,
    under_review: m.selection_state_under_review,
    shortlisted: m.selection_state_shortlisted,
    noticed: m.selection_state_noticed,
    selected: m.selection_state_selected,
    not_selected: m.selection_state_not_selected,
    ineligible: m.selection_state_ineligible,
    withdrawn: m.selection_state_withdrawn,
    revoked: m.selection_state_revoked,
  })[state]();

export const stateTone = (state: ApplicationState): Tone =>
  state === 'returned'
    ? 'amber'
    : state === 'ineligible' || state === 'revoked'
      ? 'danger'
      : state === 'selected'
        ? 'solid'
        : state === 'draft' || state === 'withdrawn' || state === 'not_selected'
          ? 'neutral'
          : 'accent';

export const resultLabel = (result: CheckResult): string =>
  ({
    pass: m.selection_result_pass,
    fail: m.selection_result_fail,
    unknown: m.selection_result_unknown,
    waived: m.selection_result_waived,
  })[result]();

export const resultTone = (result: CheckResult): Tone =>
  ({ pass: 'accent', fail: 'danger', unknown: 'amber', waived: 'neutral' } as const)[result];

/** A step of the record in words; steps nobody named keep their command. */
export const commandLabel = (command: string): string => {
  const names: Readonly<Record<string, () => string>> = {
    create: m.selection_event_create,
    start: m.selection_event_start,
    submit: m.selection_event_submit,
    resubmit: m.selection_event_resubmit,
    return: m.selection_event_return,
    screen: m.selection_event_screen,
    refuse: m.selection_event_refuse,
    withdraw: m.selection_event_withdraw,
    review: m.selection_event_review,
    rescreen: m.selection_event_rescreen,
    invite: m.selection_event_invite,
    remove: m.selection_event_remove,
    confirm: m.selection_event_confirm,
    decline: m.selection_event_decline,
    check: m.selection_event_check,
    open: m.selection_event_open,
    close: m.selection_event_close,
    extend: m.selection_event_extend,
    reopen: m.selection_event_reopen,
    cancel: m.selection_event_cancel,
    deliberate: m.selection_do_deliberate,
    notice: m.selection_event_notice,
    publish: m.selection_event_publish,
    publishPart: m.selection_event_publish_part,
    archive: m.selection_do_archive,
    backToScreening: m.selection_do_back,
    backToReviewing: m.selection_do_back_to_review,
    backToDeliberating: m.selection_do_back_to_deliberation,
  };
  return Object.hasOwn(names, command) ? (names[command]?.() ?? command) : command;
};

/** What an outcome is called before its notice is confirmed. */
export const outcomeWords: Readonly<Record<LetterViewBody['outcome'], () => string>> = {
  ineligible: m.selection_state_ineligible,
  selected: m.selection_line_selected,
  not_selected: m.selection_state_not_selected,
};

/** The clause of a rule; where the text is silent, one remark says so. */
export const clauseOf = ({ clause, basis }: Clause): string =>
  basis === 'text'
    ? clause
    : clause.includes('默认规则')
      ? m.selection_default_rule()
      : `${clause} · ${m.selection_default_rule()}`;

interface Clause {
  readonly clause: string;
  readonly basis: 'text' | 'default';
}
