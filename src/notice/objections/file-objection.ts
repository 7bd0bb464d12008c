import type { Audit } from '#src/audit/index.ts';
import { AppError, errors } from '#src/kernel/errors.ts';
import { newId, sha256Hex } from '#src/kernel/ids.ts';
import type { Trx } from '../deps.ts';
import { noticeErrors } from '../errors.ts';
import { noticeById } from '../notices/queries.ts';
import {
  caseById,
  evidenceOf,
  insertCase,
  insertEvidence,
  insertObjection,
  personOf,
  type CaseRow,
  type EvidenceRow,
} from './queries.ts';
import type { FileObjectionBody } from './schema.ts';

/**
 * Files an objection by an identified person: signed in, with a confirmed address. The database decides by
 * its clock whether it is in time; a late one is kept as `rejected_late`.
 */
export async function fileObjection(
  trx: Trx,
  audit: Audit,
  noticeId: string,
  userId: string,
  body: FileObjectionBody,
): Promise<CaseRow> {
  const notice = await noticeById(trx, noticeId);
  if (!notice || notice.state === 'draft') throw new AppError(errors.notFound);
  const person = await personOf(trx, userId);
  if (!person?.verified) throw new AppError(noticeErrors.unverified);
  if (body.item !== undefined && body.item >= notice.items.length)
    throw new AppError(noticeErrors.item);
  const id = newId();
  await insertObjection(trx, {
    id,
    notice_id: noticeId,
    number: 1,
    version: notice.version,
    state: 'filed',
    item: body.item ?? null,
    answer: null,
    outcome: null,
    admitted_at: null,
    answered_at: null,
    decided_at: null,
  });
  await insertCase(trx, {
    objection_id: id,
    filed_by: userId,
    name: person.name,
    statement: body.statement,
    contact: body.contact ?? null,
    links: [...(body.links ?? [])],
    admitted_by: null,
    answered_by: null,
    decided_by: null,
  });
  const row = await caseById(trx, id);
  if (!row) throw new AppError(errors.notFound);
  await audit({
    action: 'notice.file-objection',
    objectType: 'objection',
    objectId: id,
    after: { notice: noticeId, number: row.number, state: row.state, ...body },
  });
  return row;
}

/** The kind of a file by its first bytes; what it is called does not count. */
const kinds = [
  { mediaType: 'application/pdf', start: [0x25, 0x50, 0x44, 0x46, 0x2d] },
  { mediaType: 'image/png', start: [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a] },
  { mediaType: 'image/jpeg', start: [0xff, 0xd8, 0xff] },
] as const;
const maxBytes = 1_048_576;
const maxFiles = 5;

/** Adds a file to one's own objection before it is admitted. */
export async function addEvidence(
  trx: Trx,
  audit: Audit,
  objection: CaseRow,
  file: { readonly name: string; readonly content: string },
): Promise<EvidenceRow> {
  const present = await evidenceOf(trx, [objection.id]);
  if (objection.state !== 'filed' || present.length >= maxFiles)
    throw new AppError(noticeErrors.evidenceFull);
  const content = decode(file.content);
  const kind = kinds.find(({ start }) => start.every((byte, at) => content?.[at] === byte));
  if (!content || !kind || content.length > maxBytes) throw new AppError(noticeErrors.evidenceKind);
  const id = newId();
  const sha256 = await sha256Hex(content);
  const row = { id, objection_id: objection.id, name: file.name, sha256, content };
  await insertEvidence(trx, { ...row, media_type: kind.mediaType });
  await audit({
    action: 'notice.add-evidence',
    objectType: 'objection',
    objectId: objection.id,
    after: { name: file.name, sha256, sizeBytes: content.length },
  });
  const added = (await evidenceOf(trx, [objection.id])).find((e) => e.id === id);
  if (!added) throw new AppError(errors.notFound);
  return added;
}

function decode(base64: string): Uint8Array<ArrayBuffer> | undefined {
  try {
    return Uint8Array.from(atob(base64), (c) => c.charCodeAt(0));
  } catch {
    return undefined;
  }
}
