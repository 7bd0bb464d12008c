import type { Audit } from '#src/audit/index.ts';
import type { UserActor } from '#src/kernel/actor.ts';
import type { Authorized } from '#src/kernel/authorized.ts';
import { newId, randomText, sha256Hex } from '#src/kernel/ids.ts';
import type { Trx } from '../deps.ts';
import { insertAward, takeTasks } from '../packages/award-queries.ts';
import { insertPackage, selectTasks, storeSeed } from '../packages/queries.ts';
import { lockProject, type ProjectRow } from '../projects/queries.ts';
import { lockAppend } from '../queue/queries.ts';
import { countPackageTasks, implicitPackage } from './queries.ts';

/** The package in which a project's own people label without a package having been made for it. */
export interface OwnPackage {
  readonly packageId: string;
  readonly awardId: string;
}

async function make(
  trx: Trx,
  actor: UserActor,
  project: Pick<ProjectRow, 'id' | 'org_id'>,
  audit: Audit,
): Promise<OwnPackage> {
  const packageId = newId();
  const awardId = newId();
  const seed = randomText(32);
  await insertPackage(trx, {
    id: packageId,
    project_id: project.id,
    org_id: project.org_id,
    title: 'Label Studio',
    mode: 'own_team',
    state: 'working',
    implicit: true,
    bands: '[]',
    required_skills: [],
    overlap: 1,
    overlap_max: 1,
    gold_rate_bp: 0,
    cross_rate_bp: 0,
    deadline: null,
    bid_deadline: null,
    agreement_threshold_ppm: null,
    max_share: null,
    qualification: null,
    aql: null,
    aql_level: null,
    seed_commitment: await sha256Hex(seed),
    published_at: new Date(),
    ended_at: null,
    created_by: actor.userId,
  });
  await storeSeed(trx, packageId, seed);
  await insertAward(trx, {
    id: awardId,
    package_id: packageId,
    project_id: project.id,
    org_id: project.org_id,
    vendor_org_id: project.org_id,
    price_fen: 0n,
    created_by: actor.userId,
  });
  await audit({
    action: 'annotation.create-package',
    objectType: 'annotation-package',
    objectId: packageId,
    orgId: project.org_id,
    after: { project: project.id, mode: 'own_team', implicit: true, award: awardId },
  });
  return { packageId, awardId };
}

/**
 * The own package of a project, made on first use, with every task in it that lies in no other package.
 * New slots come at the end of the line, under the award's append lock.
 */
export async function ownPackage(
  trx: Trx,
  actor: UserActor,
  project: Authorized<Pick<ProjectRow, 'id' | 'org_id'>, 'label'>,
  audit: Audit,
): Promise<OwnPackage> {
  await lockProject(trx, project.id);
  const found = await implicitPackage(trx, project.id);
  const own = found
    ? { packageId: found.id, awardId: found.award_id }
    : await make(trx, actor, project, audit);
  const tasks = await selectTasks(trx, own.packageId, project.id, {});
  if (tasks > 0) {
    await countPackageTasks(trx, own.packageId, tasks);
    await lockAppend(trx, own.awardId);
    const share = {
      ...own,
      projectId: project.id,
      orgId: project.org_id,
      vendorOrgId: project.org_id,
      overlap: 1,
    };
    await takeTasks(trx, share, tasks);
  }
  return own;
}
