import type { Audit } from '#src/audit/index.ts';
import { addItem, boardOf, openBoard } from '#src/review/index.ts';
import { AppError, errors } from '#src/kernel/errors.ts';
import type { Trx } from '../deps.ts';
import { moveApplication } from '../move.ts';
import { applicationsOfRound, type ApplicationRow } from '../queries/application.ts';
import { jointOrgs } from '../queries/parts.ts';
import { daysFromNow, setBoard, type RoundRow } from '../queries/round.ts';
import { ruleSetById, type RuleSetRow } from '../queries/rule-set.ts';
import { questionOf } from '../forms/form-schema.ts';
import { anonymous, reviewSummary } from './review-summary.ts';

const subjectOf = (round: RoundRow) => ({ kind: 'selection.round', id: round.id });

async function boardFor(
  trx: Trx,
  audit: Audit,
  round: RoundRow,
  ruleSet: RuleSetRow,
): Promise<string> {
  const there = await boardOf(trx, subjectOf(round));
  if (there) return there.id;
  const { settings, form } = ruleSet;
  const field = questionOf(form, 'field');
  const id = await openBoard(trx, audit, {
    subject: subjectOf(round),
    title: { zh: round.title_zh, en: round.title_en },
    rubric: settings.rubric,
    blind: settings.blind,
    reviewsPerItem: settings.reviewsPerItem,
    conflictYears: settings.conflictYears,
    dueAt: await daysFromNow(trx, settings.reviewDays),
    fields: field?.type === 'string' ? [...(field.enum ?? [])] : [],
    places: round.capacity,
  });
  await setBoard(trx, round.id, id);
  return id;
}

async function itemFor(
  trx: Trx,
  audit: Audit,
  boardId: string,
  row: ApplicationRow,
  ruleSet: RuleSetRow,
): Promise<string> {
  const joint = (await jointOrgs(trx, row.id)).filter((org) => org.state === 'confirmed');
  const answers = row.snapshot?.answers ?? {};
  const people = typeof answers['people'] === 'string' ? answers['people'] : '';
  const field = typeof answers['field'] === 'string' ? answers['field'] : '';
  const names = row.snapshot
    ? [row.snapshot.lead, ...row.snapshot.joint].flatMap((org) => [
        org.name.zh,
        org.name.en,
        org.slug,
      ])
    : [];
  const persons = people
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');
  const hide = ruleSet.settings.blind === 'double' ? [...names, ...persons] : [];
  return addItem(trx, audit, boardId, {
    subject: { kind: 'selection.application', id: row.id },
    title: anonymous(row.snapshot?.title ?? '', hide),
    orgIds: [row.lead_org_id, ...joint.map((org) => org.org_id)],
    people: persons,
    field,
    href: `/selection/applications/${row.id}`,
    summary: reviewSummary(ruleSet, row, hide),
  });
}

/** Opens the review board of the round, or takes it up again, with every application screened in. */
export async function enterReview(
  trx: Trx,
  audit: Audit,
  round: RoundRow,
  input: { readonly actor: string; readonly reason?: string | undefined },
): Promise<void> {
  const ruleSet = await ruleSetById(trx, round.rule_set_id);
  if (!ruleSet) throw new AppError(errors.notFound);
  const boardId = await boardFor(trx, audit, round, ruleSet);
  for (const row of await applicationsOfRound(trx, round.id, 'screened')) {
    const itemId = row.item_id ?? (await itemFor(trx, audit, boardId, row, ruleSet));
    await moveApplication(trx, audit, row, 'review', { ...input, change: { item_id: itemId } });
  }
}
