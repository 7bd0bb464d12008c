import { recordAudit, type Audit } from '#src/audit/index.ts';
import { organisationBySlug } from '#src/identity/index.ts';
import type { SystemActor, UserActor } from '#src/kernel/actor.ts';
import { AppError, errors } from '#src/kernel/errors.ts';
import type { AnnotationDeps } from './deps.ts';
import { createPackage, publishPackage } from './packages/change-package.ts';
import { lockPackage } from './packages/queries.ts';
import type { CreatePackage } from './packages/schema.ts';
import { allow, allowCreate } from './policy.ts';
import { createProject, moveProject } from './projects/change-project.ts';
import { lockProject, ownerOf, projectTitled } from './projects/queries.ts';
import type { CreateProject } from './projects/schema.ts';
import { importItems } from './tasks/import-items.ts';

/** A project with its tasks and one published package. */
export interface PreparedProject extends CreateProject {
  /** Made only when the project is not there yet. */
  readonly items: () => Promise<readonly Readonly<Record<string, unknown>>[]>;
  readonly package: CreatePackage;
}

/**
 * Makes a project with tasks and a published package in the name of its organisation's owner, in one
 * transaction; nothing when the organisation has a project of this title. Returns whether it was made.
 */
export async function prepareProject(
  deps: Pick<AnnotationDeps, 'store'>,
  hub: SystemActor,
  { items: read, package: terms, ...body }: PreparedProject,
): Promise<boolean> {
  const there = await deps.store.read(hub, async (db) => {
    const org = await organisationBySlug(db, body.org);
    return org && (await projectTitled(db, org.id, body.title));
  });
  if (there) return false;
  const items = await read();
  return deps.store.write(hub, async (trx) => {
    const org = await organisationBySlug(trx, body.org);
    const owner = org && (await ownerOf(trx, org.id));
    if (!org || !owner) throw new AppError(errors.notFound);
    const audit: Audit = (record) => recordAudit(trx, hub, record);
    const membership = { orgId: org.id, slug: org.slug, role: 'owner', approved: true } as const;
    const actor: UserActor = {
      kind: 'user',
      userId: owner,
      email: '',
      name: '',
      staff: [],
      orgs: [membership],
      via: 'session',
      scopes: 'all',
    };
    const id = await createProject(trx, actor, allowCreate(actor, org), body, audit);
    const draft = await lockProject(trx, id);
    await importItems(trx, actor, allow(actor, draft, 'import'), items, audit);
    await moveProject(trx, allow(actor, draft, 'govern'), 'activate', draft?.revision ?? 1, audit);
    const project = allow(actor, await lockProject(trx, id), 'distribute');
    const made = await createPackage(trx, actor, project, terms, audit);
    const row = allow(actor, await lockPackage(trx, made), 'distribute');
    await publishPackage(trx, actor, project, row, row.revision, audit);
    return true;
  });
}
