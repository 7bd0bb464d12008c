import type { Audit } from '#src/audit/index.ts';
import type { Authorized } from '#src/kernel/authorized.ts';
import { AppError, errors } from '#src/kernel/errors.ts';
import { newId, sha256Hex } from '#src/kernel/ids.ts';
import type { Trx } from './deps.ts';
import { vendorErrors } from './errors.ts';
import {
  certificatesOf,
  deleteCertificate,
  insertCertificate,
  now,
  putCertificateFile,
  updateVendor,
  vendorOf,
  type CertificateRow,
  type VendorOrganisation,
} from './queries.ts';
import type { AddCertificateBody } from './schema.ts';

type Managed = Authorized<VendorOrganisation, 'manage'>;

/** The kind of a file by its first bytes; what it is called does not count. */
const kinds = [
  { mediaType: 'application/pdf', start: [0x25, 0x50, 0x44, 0x46, 0x2d] },
  { mediaType: 'image/png', start: [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a] },
  { mediaType: 'image/jpeg', start: [0xff, 0xd8, 0xff] },
] as const;
const maxBytes = 1_048_576;

/** Certificates are part of what was approved: changing them marks the profile as changed. */
async function touch(trx: Trx, orgId: string): Promise<void> {
  const vendor = await vendorOf(trx, orgId);
  if (!vendor) throw new AppError(errors.notFound);
  const done = await updateVendor(trx, orgId, vendor.revision, { changed_at: now() });
  if (!done) throw new AppError(errors.conflict);
}

const recorded = (command: string, orgId: string, id: string) => ({
  action: `annotation.${command}-certificate`,
  objectType: 'vendor-certificate',
  objectId: id,
  orgId,
});

async function find(trx: Trx, orgId: string, id: string): Promise<CertificateRow> {
  const row = (await certificatesOf(trx, orgId)).find((c) => c.id === id);
  if (!row) throw new AppError(errors.notFound);
  return row;
}

export async function addCertificate(
  trx: Trx,
  audit: Audit,
  org: Managed,
  body: AddCertificateBody,
): Promise<CertificateRow> {
  await touch(trx, org.id);
  if ((await certificatesOf(trx, org.id)).length >= 50)
    throw new AppError(vendorErrors.tooManyCertificates);
  if (body.expiresOn !== undefined && body.expiresOn < body.issuedOn)
    throw new AppError(vendorErrors.dates);
  const id = newId();
  await insertCertificate(trx, {
    id,
    org_id: org.id,
    name: body.name,
    number: body.number,
    issuer: body.issuer,
    issued_on: body.issuedOn,
    expires_on: body.expiresOn ?? null,
  });
  await audit({ ...recorded('add', org.id, id), after: body });
  return find(trx, org.id, id);
}

/** Stores the scan of a certificate, replacing an earlier one. */
export async function putFile(
  trx: Trx,
  audit: Audit,
  org: Managed,
  id: string,
  file: { readonly name: string; readonly content: string },
): Promise<CertificateRow> {
  await find(trx, org.id, id);
  await touch(trx, org.id);
  const content = decode(file.content);
  const kind = kinds.find(({ start }) => start.every((byte, at) => content?.[at] === byte));
  if (!content || !kind || content.length > maxBytes) throw new AppError(vendorErrors.fileKind);
  await putCertificateFile(trx, {
    certificate_id: id,
    org_id: org.id,
    name: file.name,
    media_type: kind.mediaType,
    content,
  });
  const after = { name: file.name, sha256: await sha256Hex(content), sizeBytes: content.length };
  await audit({ ...recorded('file', org.id, id), after });
  return find(trx, org.id, id);
}

function decode(base64: string): Uint8Array<ArrayBuffer> | undefined {
  try {
    return Uint8Array.from(atob(base64), (c) => c.charCodeAt(0));
  } catch {
    return undefined;
  }
}

export async function removeCertificate(
  trx: Trx,
  audit: Audit,
  org: Managed,
  id: string,
): Promise<void> {
  const before = await find(trx, org.id, id);
  await touch(trx, org.id);
  await deleteCertificate(trx, org.id, id);
  await audit({ ...recorded('remove', org.id, id), before });
}
