import { isStaff, membershipOf, type Actor } from '#src/kernel/actor.ts';
import { effectiveRole } from './standing.ts';
import type { CertificateRow, VendorMemberRow, VendorRow } from './queries.ts';
import type {
  CertificateViewBody,
  VendorMemberViewBody,
  VendorSummaryBody,
  VendorViewBody,
} from './schema.ts';
import type { VendorRole } from './tables.ts';

export const certificateView = (row: CertificateRow): CertificateViewBody => ({
  id: row.id,
  name: row.name,
  number: row.number,
  issuer: row.issuer,
  issuedOn: row.issued_on,
  ...(row.expires_on === null ? {} : { expiresOn: row.expires_on }),
  expired: row.expired,
  ...(row.file === null ? {} : { file: row.file }),
});

const changedSince = (row: VendorRow): boolean =>
  row.state === 'approved' && row.decided_at !== null && row.changed_at > row.decided_at;

export function vendorView(
  actor: Actor,
  row: VendorRow,
  certificates: readonly CertificateRow[],
  role?: VendorRole,
): VendorViewBody {
  const staff = isStaff(actor, 'operator', 'approver', 'auditor', 'admin');
  const inside = staff || membershipOf(actor, row.org_id) !== undefined;
  return {
    organisation: {
      id: row.org_id,
      slug: row.slug,
      name: { zh: row.name_zh, en: row.name_en },
    },
    state: row.state,
    modalities: row.modalities,
    languages: row.languages,
    headcount: row.headcount,
    about: { zh: row.about_zh, en: row.about_en },
    certificates: certificates.map(certificateView),
    revision: row.revision,
    ...(row.decided_at ? { decidedAt: row.decided_at.toISOString() } : {}),
    ...(inside && row.submitted_at ? { submittedAt: row.submitted_at.toISOString() } : {}),
    ...(inside && row.state_reason !== null ? { reason: row.state_reason } : {}),
    ...(staff ? { changedSince: changedSince(row) } : {}),
    ...(role ? { role } : {}),
  };
}

export const vendorSummary = (actor: Actor, row: VendorRow): VendorSummaryBody => ({
  organisation: { slug: row.slug, name: { zh: row.name_zh, en: row.name_en } },
  state: row.state,
  modalities: row.modalities,
  languages: row.languages,
  headcount: row.headcount,
  revision: row.revision,
  ...(isStaff(actor, 'operator')
    ? {
        changedSince: changedSince(row),
        ...(row.submitted_at ? { submittedAt: row.submitted_at.toISOString() } : {}),
      }
    : {}),
});

export function memberView(row: VendorMemberRow): VendorMemberViewBody {
  const role = effectiveRole(row.role, row.org_role);
  return {
    userId: row.user_id,
    name: row.name,
    ...(role ? { role } : {}),
    skills: row.skills ?? [],
    assigned: row.role !== null,
  };
}
