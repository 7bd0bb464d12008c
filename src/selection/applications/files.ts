import type { Audit } from '#src/audit/index.ts';
import type { Authorized } from '#src/kernel/authorized.ts';
import { AppError, errors } from '#src/kernel/errors.ts';
import { newId, sha256Hex } from '#src/kernel/ids.ts';
import type { Trx } from '../deps.ts';
import { selectionRefusals } from '../errors.ts';
import { questionOf } from '../forms/form-schema.ts';
import { applicationById, updateApplication, type ApplicationRow } from '../queries/application.ts';
import { filesOf, insertFile, removeFile } from '../queries/parts.ts';
import { ruleSetById } from '../queries/rule-set.ts';
import { mustBeEditable } from './edit.ts';
import { sniffType } from './sniff-type.ts';

/** Largest attachment, bytes. */
const fileMaxBytes = 10 * 1024 * 1024;
/** Most attachments of one application. */
const filesMax = 10;

async function audited(
  trx: Trx,
  audit: Audit,
  application: ApplicationRow,
  command: string,
  after: Record<string, unknown>,
): Promise<ApplicationRow> {
  if (
    !(await updateApplication(trx, application.id, application.revision, {
      state: application.state,
    }))
  )
    throw new AppError(errors.conflict);
  await audit({
    action: `selection.${command}-file`,
    objectType: 'selection-application',
    objectId: application.id,
    orgId: application.lead_org_id,
    after,
  });
  const row = await applicationById(trx, application.id);
  if (!row) throw new AppError(errors.notFound);
  return row;
}

/** Attaches a file; its type is read from its bytes, never taken from its name. */
export async function addFile(
  trx: Trx,
  audit: Audit,
  application: Authorized<ApplicationRow, 'edit'>,
  file: { field: string; name: string; content: Uint8Array<ArrayBuffer>; by: string },
): Promise<ApplicationRow> {
  mustBeEditable(application);
  const ruleSet = await ruleSetById(trx, application.rule_set_id);
  const question = ruleSet && questionOf(ruleSet.form, file.field);
  const there = await filesOf(trx, application.id);
  const takes = question?.type === 'array' && question['x-widget'] === 'file';
  const ofField = there.filter((f) => f.field === file.field).length;
  if (!takes || there.length >= filesMax || ofField >= question.maxItems)
    throw new AppError(selectionRefusals.attachmentLimit);
  if (file.content.byteLength > fileMaxBytes) throw new AppError(errors.tooLarge);
  const mediaType = sniffType(file.content, file.name);
  if (!mediaType) throw new AppError(selectionRefusals.attachmentType);
  const sha256 = await sha256Hex(file.content);
  if (there.some((f) => f.field === file.field && f.sha256 === sha256))
    throw new AppError(errors.duplicate);
  const { field, name, content } = file;
  const described = { field, name, sha256, size_bytes: content.byteLength };
  await insertFile(trx, {
    ...{ id: newId(), application_id: application.id, ...described },
    ...{ media_type: mediaType, content, added_by: file.by },
  });
  return audited(trx, audit, application, 'add', described);
}

/** Takes a file out of the application; versions submitted before keep it. */
export async function takeFileOut(
  trx: Trx,
  audit: Audit,
  application: Authorized<ApplicationRow, 'edit'>,
  fileId: string,
): Promise<ApplicationRow> {
  mustBeEditable(application);
  const removed = await removeFile(trx, application.id, fileId);
  if (!removed) throw new AppError(errors.notFound);
  return audited(trx, audit, application, 'remove', { name: removed.name });
}
