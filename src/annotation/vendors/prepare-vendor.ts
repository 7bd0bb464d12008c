import { recordAudit } from '#src/audit/index.ts';
import { organisationBySlug } from '#src/identity/index.ts';
import type { SystemActor } from '#src/kernel/actor.ts';
import { AppError, errors } from '#src/kernel/errors.ts';
import type { VendorDeps } from './deps.ts';
import { insertVendor, now, personIn, putMember } from './queries.ts';
import type { SaveVendorBody } from './schema.ts';
import type { VendorRole } from './tables.ts';

/** Somebody of a prepared vendor's team: a member of its organisation. */
export interface PreparedMember {
  readonly userId: string;
  readonly role: VendorRole;
  readonly skills: readonly string[];
}

/** Gives members of a vendor's organisation their roles in its team, past its managers; who has one keeps it. */
export async function prepareTeam(
  deps: VendorDeps,
  hub: SystemActor,
  slug: string,
  team: readonly PreparedMember[],
): Promise<void> {
  await deps.store.write(hub, async (trx) => {
    const org = await organisationBySlug(trx, slug);
    if (!org) throw new AppError(errors.notFound);
    for (const { userId, role, skills } of team) {
      if ((await personIn(trx, org.id, userId))?.role) continue;
      const of = { org_id: org.id, user_id: userId, role, skills: [...skills] };
      await putMember(trx, { ...of, assigned_by: null });
      await recordAudit(trx, hub, {
        action: 'annotation.assign-member',
        objectType: 'vendor-member',
        objectId: `${org.id}/${userId}`,
        orgId: org.id,
        after: { role, skills },
      });
    }
  });
}

/** Gives an organisation an approved vendor profile, past the operator; nothing where it has one. */
export async function prepareVendor(
  deps: VendorDeps,
  hub: SystemActor,
  slug: string,
  profile: Omit<SaveVendorBody, 'revision'>,
): Promise<void> {
  await deps.store.write(hub, async (trx) => {
    const org = await organisationBySlug(trx, slug);
    if (!org) throw new AppError(errors.notFound);
    const row = {
      org_id: org.id,
      state: 'approved' as const,
      modalities: [...profile.modalities],
      languages: [...profile.languages],
      headcount: profile.headcount,
      about_zh: profile.about?.zh ?? '',
      about_en: profile.about?.en ?? '',
      state_reason: null,
      submitted_at: now(),
      decided_at: now(),
      decided_by: null,
    };
    if (!(await insertVendor(trx, row))) return;
    const of = { objectType: 'vendor', objectId: org.id, orgId: org.id };
    await recordAudit(trx, hub, { action: 'annotation.approve-vendor', ...of });
  });
}
