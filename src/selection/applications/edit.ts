import type { Audit } from '#src/audit/index.ts';
import { readVersion } from '#src/catalog/index.ts';
import type { Actor } from '#src/kernel/actor.ts';
import type { Authorized } from '#src/kernel/authorized.ts';
import { AppError, errors } from '#src/kernel/errors.ts';
import { newId } from '#src/kernel/ids.ts';
import type { Trx } from '../deps.ts';
import { selectionRefusals } from '../errors.ts';
import { draftProblems } from '../forms/answer-problems.ts';
import {
  applicationById,
  insertApplication,
  updateApplication,
  withdrawnBefore,
  type ApplicationRow,
} from '../queries/application.ts';
import { jointOrgs } from '../queries/parts.ts';
import { holdRound } from '../queries/round.ts';
import { ruleSetById } from '../queries/rule-set.ts';
import { recordEvent } from '../record-event.ts';
import type { SaveApplication } from '../schema.ts';
import { ownRevision } from './view.ts';

/** Starts a draft; selection.notReceiving outside the days of the round. */
export async function startApplication(
  trx: Trx,
  audit: Audit,
  roundId: string,
  organisation: Authorized<{ readonly id: string }, 'apply'>,
  by: string,
): Promise<ApplicationRow> {
  const round = await holdRound(trx, roundId);
  if (!round) throw new AppError(errors.notFound);
  if (!round.receiving) throw new AppError(selectionRefusals.notReceiving);
  const id = newId();
  const before = await withdrawnBefore(trx, roundId, organisation.id);
  await insertApplication(trx, {
    id,
    round_id: roundId,
    lead_org_id: organisation.id,
    answers: '{}',
    supersedes: before?.id ?? null,
    created_by: by,
  });
  await recordEvent(trx, {
    ...{ roundId, applicationId: id, actor: by },
    ...{ command: 'start', before: null, after: 'draft' },
  });
  await audit({
    action: 'selection.start-application',
    objectType: 'selection-application',
    objectId: id,
    orgId: organisation.id,
    after: { state: 'draft' },
  });
  const row = await applicationById(trx, id);
  if (!row) throw new AppError(errors.notFound);
  return row;
}

const editable = new Set(['draft', 'returned']);

/** hub.wrongState unless it is a draft or was returned. */
export function mustBeEditable(application: ApplicationRow): void {
  if (editable.has(application.state)) return;
  throw new AppError(errors.wrongState, {
    extra: { state: application.state, possibleIn: [...editable] },
  });
}

type Body = typeof SaveApplication.infer;

async function nominated(
  trx: Trx,
  actor: Actor,
  application: ApplicationRow,
  wanted: Body['dataset'],
) {
  if (wanted === undefined) return {};
  const { org, name, version: semver } = wanted;
  const { dataset, version } = await readVersion(trx as never, actor, { org, name, semver });
  const joint = await jointOrgs(trx, application.id);
  const owners = [application.lead_org_id, ...joint.map((j) => j.org_id)];
  if (!owners.includes(dataset.org_id) || version.state === 'waiting')
    throw new AppError(selectionRefusals.datasetMissing);
  return { dataset_id: dataset.id, version_id: version.id };
}

/**
 * Saves what is there so far; answers that are left out stay. hub.conflict when somebody else saved
 * since, selection.incomplete when an answer is of no shape the form knows.
 */
export async function saveApplication(
  trx: Trx,
  audit: Audit,
  actor: Actor,
  application: Authorized<ApplicationRow, 'edit'>,
  body: Body,
): Promise<ApplicationRow> {
  mustBeEditable(application);
  if (ownRevision(application) !== body.revision) throw new AppError(errors.conflict);
  const ruleSet = await ruleSetById(trx, application.rule_set_id);
  if (!ruleSet) throw new AppError(errors.notFound);
  const problems = draftProblems(ruleSet.form, body.answers ?? {});
  if (problems.length > 0) throw new AppError(selectionRefusals.incomplete, { errors: problems });
  const change = {
    ...(body.title === undefined ? {} : { title: body.title.trim() }),
    ...(body.answers
      ? { answers: JSON.stringify({ ...application.answers, ...body.answers }) }
      : {}),
    ...(await nominated(trx, actor, application, body.dataset)),
  };
  if (!(await updateApplication(trx, application.id, application.revision, change)))
    throw new AppError(errors.conflict);
  await audit({
    action: 'selection.save-application',
    objectType: 'selection-application',
    objectId: application.id,
    orgId: application.lead_org_id,
    after: { parts: Object.keys(change), questions: Object.keys(body.answers ?? {}) },
  });
  const row = await applicationById(trx, application.id);
  if (!row) throw new AppError(errors.notFound);
  return row;
}
