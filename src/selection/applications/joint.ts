import type { Audit } from '#src/audit/index.ts';
import type { Authorized } from '#src/kernel/authorized.ts';
import { AppError, errors } from '#src/kernel/errors.ts';
import type { Trx } from '../deps.ts';
import { applicationById, updateApplication, type ApplicationRow } from '../queries/application.ts';
import { answerOrg, inviteOrg, jointOrgs, removeOrg } from '../queries/parts.ts';
import { recordEvent } from '../record-event.ts';
import { mustBeEditable } from './edit.ts';

interface Organisation {
  readonly id: string;
  readonly slug: string;
  readonly status: string;
}

async function recorded(
  trx: Trx,
  audit: Audit,
  application: ApplicationRow,
  what: { command: string; organisation: string; by: string },
): Promise<ApplicationRow> {
  if (
    !(await updateApplication(trx, application.id, application.revision, {
      state: application.state,
    }))
  )
    throw new AppError(errors.conflict);
  await recordEvent(trx, {
    ...{ roundId: application.round_id, applicationId: application.id, actor: what.by },
    ...{ command: what.command, before: application.state, after: application.state },
    payload: { organisation: what.organisation },
  });
  await audit({
    action: `selection.${what.command}-joint`,
    objectType: 'selection-application',
    objectId: application.id,
    orgId: application.lead_org_id,
    after: { organisation: what.organisation },
  });
  const row = await applicationById(trx, application.id);
  if (!row) throw new AppError(errors.notFound);
  return row;
}

/** Asks an approved organisation to apply jointly; it must confirm before the submission. */
export async function inviteJoint(
  trx: Trx,
  audit: Audit,
  application: Authorized<ApplicationRow, 'edit'>,
  organisation: Organisation | undefined,
  by: string,
): Promise<ApplicationRow> {
  mustBeEditable(application);
  if (organisation?.status !== 'approved' || organisation.id === application.lead_org_id)
    throw new AppError(errors.notFound);
  const there = (await jointOrgs(trx, application.id)).find((j) => j.org_id === organisation.id);
  if (there && there.state !== 'declined') throw new AppError(errors.duplicate);
  await inviteOrg(trx, application.id, organisation.id, application.lead_org_id);
  const { slug } = organisation;
  return recorded(trx, audit, application, { command: 'invite', organisation: slug, by });
}

/** Takes a joint organisation out of the application. */
export async function removeJoint(
  trx: Trx,
  audit: Audit,
  application: Authorized<ApplicationRow, 'edit'>,
  organisation: Organisation | undefined,
  by: string,
): Promise<ApplicationRow> {
  mustBeEditable(application);
  if (!organisation || !(await removeOrg(trx, application.id, organisation.id)))
    throw new AppError(errors.notFound);
  const { slug } = organisation;
  return recorded(trx, audit, application, { command: 'remove', organisation: slug, by });
}

/** The organisation that was asked confirms or declines; after declining it sees no more of it. */
export async function answerInvitation(
  trx: Trx,
  audit: Audit,
  application: ApplicationRow,
  organisation: Authorized<Organisation, 'answer'>,
  input: { readonly answer: 'confirm' | 'decline'; readonly by: string },
): Promise<void> {
  mustBeEditable(application);
  const asked = (await jointOrgs(trx, application.id)).some((j) => j.org_id === organisation.id);
  if (!asked) throw new AppError(errors.notFound);
  const { slug } = organisation;
  await recorded(trx, audit, application, {
    command: input.answer,
    organisation: slug,
    by: input.by,
  });
  const state = input.answer === 'confirm' ? 'confirmed' : 'declined';
  await answerOrg(trx, application.id, organisation.id, state, input.by);
}
