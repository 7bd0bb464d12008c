import type { Audit } from '#src/audit/index.ts';
import type { UserActor } from '#src/kernel/actor.ts';
import type { Authorized } from '#src/kernel/authorized.ts';
import { AppError, errors } from '#src/kernel/errors.ts';
import { newId } from '#src/kernel/ids.ts';
import { transition } from '#src/kernel/transition.ts';
import type { Trx } from '../deps.ts';
import { annotationErrors } from '../errors.ts';
import { parseConfig } from '../labelling/parse-config.ts';
import { projectTransitions, type ProjectCommand } from '../transitions.ts';
import { insertProject, updateProject, type ProjectRow } from './queries.ts';
import type { ChangeProject, CreateProject } from './schema.ts';

/** Refuses a configuration with errors, by line and column. */
function requireConfig(text: string): void {
  const { ok, problems } = parseConfig(text);
  if (ok) return;
  throw new AppError(annotationErrors.badConfig, {
    errors: problems
      .filter((p) => p.severity === 'error')
      .slice(0, 50)
      .map((p) => ({
        field: `labelConfig:${p.line}:${p.column}`,
        code: p.code,
        message: p.sentence.en,
      })),
  });
}

/** Makes a draft project of an organisation; returns its id. */
export async function createProject(
  trx: Trx,
  actor: UserActor,
  org: Authorized<{ readonly id: string; readonly status: string }, 'create'>,
  body: CreateProject,
  audit: Audit,
): Promise<string> {
  requireConfig(body.labelConfig);
  const row = {
    id: newId(),
    org_id: org.id,
    title: body.title,
    description: body.description ?? '',
    label_config: body.labelConfig,
    instructions: body.instructions ?? '',
    settings: JSON.stringify(body.settings ?? {}),
    created_by: actor.userId,
  };
  await insertProject(trx, row);
  const { id: objectId, ...after } = row;
  await audit({
    action: 'annotation.create-project',
    objectType: 'annotation-project',
    objectId,
    orgId: org.id,
    after,
  });
  return objectId;
}

async function save(
  trx: Trx,
  project: ProjectRow,
  revision: number,
  set: Parameters<typeof updateProject>[3],
): Promise<void> {
  if (!(await updateProject(trx, project.id, revision, set))) throw new AppError(errors.conflict);
}

/** Changes what a project says; hub.conflict when somebody was faster. */
export async function changeProject(
  trx: Trx,
  project: Authorized<ProjectRow, 'edit'>,
  body: ChangeProject,
  audit: Audit,
): Promise<void> {
  const set = {
    ...(body.title === undefined ? {} : { title: body.title }),
    ...(body.description === undefined ? {} : { description: body.description }),
    ...(body.labelConfig === undefined ? {} : { label_config: body.labelConfig }),
    ...(body.instructions === undefined ? {} : { instructions: body.instructions }),
    ...(body.settings === undefined ? {} : { settings: JSON.stringify(body.settings) }),
  };
  if (body.labelConfig !== undefined) requireConfig(body.labelConfig);
  await save(trx, project, body.revision, set);
  const { title, description, label_config, instructions, settings } = project;
  await audit({
    action: 'annotation.change-project',
    objectType: 'annotation-project',
    objectId: project.id,
    orgId: project.org_id,
    before: { title, description, label_config, instructions, settings },
    after: set,
  });
}

/** Activates or archives a project. */
export async function moveProject(
  trx: Trx,
  project: Authorized<ProjectRow, 'govern'>,
  command: ProjectCommand,
  revision: number,
  audit: Audit,
): Promise<void> {
  const state = transition(projectTransitions, project.state, command);
  await save(trx, project, revision, { state });
  await audit({
    action: `annotation.${command}-project`,
    objectType: 'annotation-project',
    objectId: project.id,
    orgId: project.org_id,
    before: { state: project.state },
    after: { state },
  });
}
