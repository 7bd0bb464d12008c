import { recordAudit, type Audit } from '#src/audit/index.ts';
import { organisationBySlug } from '#src/identity/index.ts';
import type { UserActor } from '#src/kernel/actor.ts';
import { AppError, errors } from '#src/kernel/errors.ts';
import type { AnnotationDeps, Db, Trx } from '../deps.ts';
import { parseConfig } from '../labelling/parse-config.ts';
import { allow, allowCreate, demandSide, person, readScope } from '../policy.ts';
import { changeProject, createProject, moveProject } from '../projects/change-project.ts';
import { lockProject, projectById, standingResults, type ProjectRow } from '../projects/queries.ts';
import { projectIdOf, projectPage } from './queries.ts';

/** Who asks, through a client that knows integer ids and no idempotency keys. */
export interface Client {
  readonly actor: UserActor;
  readonly requestId: string;
}

export type ClientDeps = Pick<AnnotationDeps, 'store' | 'jobs' | 'blobs' | 'access' | 'log'>;

/** A project with the number of results that stand. */
export interface ClientProject {
  readonly row: ProjectRow;
  readonly results: number;
}

/** One change by a client: a transaction that leaves an audit row. */
export function changing<R>(
  deps: Pick<AnnotationDeps, 'store'>,
  client: Client,
  run: (trx: Trx, audit: Audit) => Promise<R>,
): Promise<R> {
  person(client.actor);
  return deps.store.write(client.actor, (trx) =>
    run(trx, (record) => recordAudit(trx, client.actor, record, client.requestId)),
  );
}

/** A project by its number that the client's organisation owns; archived ones count as deleted. */
export async function clientProject(db: Db, client: Client, number: number): Promise<ProjectRow> {
  person(client.actor, readScope);
  const id = await projectIdOf(db, number);
  const row = demandSide(client.actor, await projectById(db, id));
  if (row.state === 'archived') throw new AppError(errors.notFound);
  return row;
}

const withResults = async (db: Db, row: ProjectRow): Promise<ClientProject> => ({
  row,
  results: await standingResults(db, row.id),
});

export const readClientProject = (
  deps: ClientDeps,
  client: Client,
  number: number,
): Promise<ClientProject> =>
  deps.store.read(client.actor, async (db) =>
    withResults(db, await clientProject(db, client, number)),
  );

/** One page of the projects of the client's organisations; `page` from 1. */
export function listClientProjects(
  deps: ClientDeps,
  client: Client,
  page: { readonly page: number; readonly size: number },
): Promise<{ projects: ClientProject[]; count: number }> {
  const actor = person(client.actor, readScope);
  return deps.store.read(actor, async (db) => {
    const orgIds = actor.orgs.map((m) => m.orgId);
    const range = { offset: (page.page - 1) * page.size, limit: page.size };
    const { ids, count } = await projectPage(db, orgIds, range);
    const projects: ClientProject[] = [];
    for (const id of ids) {
      const row = await projectById(db, id);
      if (row) projects.push(await withResults(db, row));
    }
    return { projects, count };
  });
}

export interface ProjectText {
  readonly title?: string | undefined;
  readonly description?: string | undefined;
  readonly labelConfig?: string | undefined;
  readonly instructions?: string | undefined;
}

const blank = '<View></View>';

/** Makes an active project in the name of `org`, or of the first approved organisation of the client. */
export function createClientProject(
  deps: ClientDeps,
  client: Client,
  text: ProjectText,
  org: string | undefined,
): Promise<ClientProject> {
  const { actor } = client;
  return changing(deps, client, async (trx, audit) => {
    const slug = org ?? actor.orgs.find((m) => m.approved)?.slug ?? '';
    const owner = allowCreate(actor, await organisationBySlug(trx, slug));
    const body = {
      org: slug,
      title: text.title ?? 'Label Studio',
      description: text.description ?? '',
      labelConfig: text.labelConfig ?? blank,
      instructions: text.instructions ?? '',
    };
    const id = await createProject(trx, actor, owner, body, audit);
    const made = allow(actor, await lockProject(trx, id), 'govern');
    await moveProject(trx, made, 'activate', made.revision, audit);
    return withResults(trx, demandSide(actor, await projectById(trx, id)));
  });
}

export function changeClientProject(
  deps: ClientDeps,
  client: Client,
  number: number,
  text: ProjectText,
): Promise<ClientProject> {
  const { actor } = client;
  return changing(deps, client, async (trx, audit) => {
    const { id } = await clientProject(trx, client, number);
    const project = allow(actor, await lockProject(trx, id), 'edit');
    const set = Object.fromEntries(Object.entries(text).filter(([, v]) => v !== undefined));
    await changeProject(trx, project, { ...set, revision: project.revision }, audit);
    return withResults(trx, demandSide(actor, await projectById(trx, id)));
  });
}

/** Deleting a project archives it: results and their evidence stay. */
export function archiveClientProject(
  deps: ClientDeps,
  client: Client,
  number: number,
): Promise<void> {
  const { actor } = client;
  return changing(deps, client, async (trx, audit) => {
    const { id } = await clientProject(trx, client, number);
    const project = allow(actor, await lockProject(trx, id), 'govern');
    await moveProject(trx, project, 'archive', project.revision, audit);
  });
}

/** What is wrong with a configuration, a sentence each; empty when it can be used. */
export const configComplaints = (text: string): string[] =>
  parseConfig(text)
    .problems.filter((p) => p.severity === 'error')
    .map((p) => `${p.line}:${p.column} ${p.sentence.en}`);
