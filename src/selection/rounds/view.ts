import type { EventRow } from '../queries/event.ts';
import type { RoundRow } from '../queries/round.ts';
import type { ProgrammeRow, RuleSetRow } from '../queries/rule-set.ts';
import type {
  ProgrammeListBody,
  RoundSummaryBody,
  RoundViewBody,
  RuleSetViewBody,
} from '../schema.ts';

export const programmeView = (row: ProgrammeRow): ProgrammeListBody['items'][number] => ({
  code: row.code,
  kind: row.kind,
  subject: row.subject,
  name: { zh: row.name_zh, en: row.name_en },
  clause: row.clause,
  clauseText: row.clause_text,
  source: row.source_document,
  sourceStatus: row.source_status,
  ...(row.yearly_capacity === null ? {} : { yearlyCapacity: row.yearly_capacity }),
  state: row.state,
});

export const ruleSetView = (row: RuleSetRow): RuleSetViewBody => ({
  id: row.id,
  programme: row.programme_code,
  version: row.version,
  effectiveFrom: row.effective_from,
  ...(row.effective_to === null ? {} : { effectiveTo: row.effective_to }),
  sourceDocument: row.source_document,
  sourceClause: row.source_clause,
  sourceStatus: row.source_status,
  sha256: row.sha256,
  used: Boolean(row.used),
  revision: row.revision,
  rules: [...row.rules],
  form: [...row.form],
  settings: row.settings,
});

/** An event as people read it; who acted is the audit record's affair. */
export const eventView = (row: EventRow) => ({
  at: row.at.toISOString(),
  command: row.command,
  ...(row.before === null ? {} : { before: row.before }),
  after: row.after,
  ...(row.reason === null ? {} : { reason: row.reason }),
  details: row.payload,
});

export const roundSummary = (row: RoundRow): RoundSummaryBody => ({
  id: row.id,
  programme: {
    code: row.programme_code,
    name: { zh: row.programme_zh, en: row.programme_en },
    subject: row.subject,
  },
  year: row.year,
  title: { zh: row.title_zh, en: row.title_en },
  capacity: row.capacity,
  state: row.state,
  ...(row.state_reason === null ? {} : { stateReason: row.state_reason }),
  opensAt: row.opens_at.toISOString(),
  closesAt: row.closes_at.toISOString(),
  receiving: row.receiving,
  revision: row.revision,
});

export const roundView = (
  row: RoundRow,
  parts: {
    readonly ruleSet: RuleSetRow;
    readonly events: readonly EventRow[];
    readonly counts: Readonly<Record<string, number>> | undefined;
  },
): RoundViewBody => ({
  ...roundSummary(row),
  guide: { zh: row.guide_zh, en: row.guide_en },
  opensOn: row.opens_on,
  opensTime: row.opens_time,
  closesOn: row.closes_on,
  closesTime: row.closes_time,
  ruleSet: ruleSetView(parts.ruleSet),
  events: parts.events.map(eventView),
  ...(parts.counts ? { counts: { ...parts.counts } } : {}),
});
