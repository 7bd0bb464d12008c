import type { Insertable } from 'kysely';
import type { Audit } from '#src/audit/index.ts';
import type { UserActor } from '#src/kernel/actor.ts';
import type { Authorized } from '#src/kernel/authorized.ts';
import { AppError, errors } from '#src/kernel/errors.ts';
import { newId, randomText, sha256Hex } from '#src/kernel/ids.ts';
import { transition } from '#src/kernel/transition.ts';
import type { Trx } from '../deps.ts';
import { annotationErrors } from '../errors.ts';
import type { ProjectRow } from '../projects/queries.ts';
import type { PackageTable } from '../tables.ts';
import { packageTransitions } from '../transitions.ts';
import { giveShare } from './give-share.ts';
import {
  insertPackage,
  selectTasks,
  storeSeed,
  updatePackage,
  type PackageRow,
} from './queries.ts';
import type { ChangePackage, CreatePackage } from './schema.ts';

const record = (row: { id: string; org_id: string }, verb: string) => ({
  action: `annotation.${verb}-package`,
  objectType: 'annotation-package',
  objectId: row.id,
  orgId: row.org_id,
});

const day = (text: string | null | undefined): Date | null => (text ? new Date(text) : null);

type TermColumns = Partial<Omit<Insertable<PackageTable>, 'id' | 'title' | 'mode'>>;

/** Terms of the body as columns; what is not named is left out. */
function termColumns(body: Partial<CreatePackage>): TermColumns {
  const { priceFen, bands, deadline, bidDeadline, qualification } = body;
  const columns = {
    price_fen: priceFen === undefined ? undefined : BigInt(priceFen),
    bands: bands && JSON.stringify(bands),
    deadline: deadline === undefined ? undefined : day(deadline),
    bid_deadline: bidDeadline === undefined ? undefined : day(bidDeadline),
    required_skills: body.requiredSkills,
    required_modalities: body.requiredModalities,
    required_languages: body.requiredLanguages,
    overlap: body.overlap,
    overlap_max: body.overlapMax,
    agreement_threshold_ppm: body.agreementThresholdPpm,
    gold_rate_bp: body.goldRateBp,
    cross_rate_bp: body.crossRateBp,
    max_share: body.maxShare,
    qualification: qualification && JSON.stringify(qualification),
    aql: body.aql,
  };
  const named = Object.entries(columns).filter(([, value]) => value !== undefined);
  return Object.fromEntries(named) as TermColumns;
}

/** Refuses terms that contradict each other. */
function checkTerms(overlap: number, overlapMax: number): void {
  if (overlapMax < overlap)
    throw new AppError(errors.invalid, {
      errors: [{ field: 'overlapMax', code: 'range', message: 'must be at least overlap' }],
    });
}

/** Makes a draft package with its tasks; annotation.noTasks when the selection is empty. */
export async function createPackage(
  trx: Trx,
  actor: UserActor,
  project: Authorized<ProjectRow, 'distribute'>,
  body: CreatePackage,
  audit: Audit,
): Promise<string> {
  const overlap = body.overlap ?? 1;
  const overlapMax = body.overlapMax ?? overlap;
  checkTerms(overlap, overlapMax);
  const id = newId();
  const row = {
    id,
    project_id: project.id,
    org_id: project.org_id,
    title: body.title,
    description: body.description ?? '',
    mode: body.mode,
    bands: '[]',
    required_skills: [],
    deadline: null,
    bid_deadline: null,
    agreement_threshold_ppm: null,
    gold_rate_bp: 0,
    cross_rate_bp: 0,
    max_share: null,
    qualification: null,
    aql: null,
    aql_level: 'II',
    seed_commitment: null,
    published_at: null,
    ended_at: null,
    created_by: actor.userId,
    ...termColumns(body),
    overlap,
    overlap_max: overlapMax,
  };
  await insertPackage(trx, row);
  const tasks = await selectTasks(trx, id, project.id, body.tasks ?? {});
  if (tasks === 0) throw new AppError(annotationErrors.noTasks);
  await updatePackage(trx, id, 1, { task_count: tasks });
  await audit({ ...record(row, 'create'), after: { ...row, tasks } });
  return id;
}

/** Changes a package: a draft in everything, a published one in title, description and deadline. */
export async function changePackage(
  trx: Trx,
  row: Authorized<PackageRow, 'distribute'>,
  body: ChangePackage,
  audit: Audit,
): Promise<void> {
  const { revision, title, description, deadline, ...terms } = body;
  if (row.state !== 'draft' && Object.keys(terms).length > 0)
    throw new AppError(annotationErrors.packageNotDraft);
  checkTerms(terms.overlap ?? row.overlap, terms.overlapMax ?? row.overlap_max);
  const set = {
    ...termColumns({ ...terms, ...(deadline === undefined ? {} : { deadline }) }),
    ...(title === undefined ? {} : { title }),
    ...(description === undefined ? {} : { description }),
  };
  if (!(await updatePackage(trx, row.id, revision, set))) throw new AppError(errors.conflict);
  await audit({ ...record(row, 'change'), after: set });
}

/**
 * Publishes a package: the terms stand, the seed of its samples is drawn and its hash shown. A package
 * of the own team is given to the demand side at once.
 */
export async function publishPackage(
  trx: Trx,
  actor: UserActor,
  project: ProjectRow,
  row: Authorized<PackageRow, 'distribute'>,
  revision: number,
  audit: Audit,
): Promise<void> {
  const state = transition(packageTransitions, row.state, 'publish');
  if (project.state !== 'active') throw new AppError(annotationErrors.projectNotActive);
  if (row.mode === 'sealed_bids' && !(row.bid_deadline && row.bid_deadline > new Date()))
    throw new AppError(errors.invalid, {
      errors: [{ field: 'bidDeadline', code: 'future', message: 'must lie ahead for sealed bids' }],
    });
  const seed = randomText(32);
  const commitment = await sha256Hex(seed);
  const set = { state, seed_commitment: commitment, published_at: new Date() };
  if (!(await updatePackage(trx, row.id, revision, set))) throw new AppError(errors.conflict);
  await storeSeed(trx, row.id, seed);
  if (row.mode === 'own_team')
    await giveShare(
      trx,
      {
        actor,
        package: { ...row, state },
        vendorOrgId: row.org_id,
        count: Number(row.task_count),
        priceFen: 0n,
      },
      audit,
    );
  await audit({ ...record(row, 'publish'), before: { state: row.state }, after: set });
}

/** Closes or cancels a package: nothing more is leased; what comes late is kept as orphaned. */
export async function endPackage(
  trx: Trx,
  row: Authorized<PackageRow, 'distribute'>,
  command: 'close' | 'cancel',
  revision: number,
  audit: Audit,
): Promise<void> {
  const state = transition(packageTransitions, row.state, command);
  if (!(await updatePackage(trx, row.id, revision, { state, ended_at: new Date() })))
    throw new AppError(errors.conflict);
  await audit({ ...record(row, command), before: { state: row.state }, after: { state } });
}
