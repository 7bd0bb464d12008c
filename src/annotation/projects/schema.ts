import { type } from 'arktype';
import {
  cursor,
  id as idText,
  instant,
  limit,
  optionalText,
  slug,
  text,
} from '#src/kernel/schema.ts';

const id = idText.as<string>();

const labelConfig = text(200_000);
const instructions = optionalText(200_000);

/** Settings of a project that the workbench and the exports follow. */
export const ProjectSettings = type({
  /** Annotators see whether an item was a gold one after submitting it. */
  'showGold?': 'boolean',
  /** Annotators may skip with a reason. */
  'maySkip?': 'boolean',
});
export type ProjectSettings = typeof ProjectSettings.infer;

export const CreateProject = type({
  /** Short name of the organisation that owns the project. */
  org: slug,
  title: text(200),
  'description?': optionalText(5_000),
  /** Label Studio XML. */
  labelConfig,
  'instructions?': instructions,
  'settings?': ProjectSettings,
});
export type CreateProject = typeof CreateProject.infer;

export const ChangeProject = type({
  revision: 'number.integer >= 1',
  'title?': text(200),
  'description?': optionalText(5_000),
  'labelConfig?': labelConfig,
  'instructions?': instructions,
  'settings?': ProjectSettings,
});
export type ChangeProject = typeof ChangeProject.infer;

export const ProjectState = type.enumerated('draft', 'active', 'archived');

export const ProjectSummary = type({
  id,
  /** The integer id that Label Studio clients use. */
  number: 'number',
  org: { id: 'string', slug: 'string', nameZh: 'string', nameEn: 'string' },
  title: 'string',
  description: 'string',
  state: ProjectState,
  taskCount: 'number',
  goldCount: 'number',
  /** Of what is to be done, how much stands as done: 0 to 1,000,000; null while there is nothing to do. */
  donePpm: 'number | null',
  createdAt: instant,
  updatedAt: instant,
});
export type ProjectSummary = typeof ProjectSummary.infer;

export const ProjectView = ProjectSummary.and({
  labelConfig: 'string',
  instructions: 'string',
  settings: ProjectSettings,
  /** Results that stand, over all packages; null for whoever is not of the demand side. */
  annotationCount: 'number | null',
  /** What the caller may do. */
  may: { edit: 'boolean', distribute: 'boolean' },
  revision: 'number',
});
export type ProjectView = typeof ProjectView.infer;

export const CheckConfig = type({ labelConfig });
export const ConfigCheck = type({
  ok: 'boolean',
  problems: type({
    line: 'number',
    column: 'number',
    code: 'string',
    severity: type.enumerated('error', 'warning'),
    sentence: { zh: 'string', en: 'string' },
  }).array(),
});

export const ProjectList = type({ items: ProjectSummary.array(), 'next?': 'string' });
export const ProjectQuery = type({
  'org?': slug,
  'state?': ProjectState,
  'cursor?': cursor,
  'limit?': limit,
});
export const IdPath = type({ id });
export const RevisionBody = type({ revision: 'number.integer >= 1' });
