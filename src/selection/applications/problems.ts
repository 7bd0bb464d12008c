import type { FieldError } from '#src/kernel/errors.ts';
import { answerProblems } from '../forms/answer-problems.ts';
import { questionsOf, type FormStep } from '../forms/form-schema.ts';
import type { ApplicationRow } from '../queries/application.ts';
import type { NominationRow } from '../queries/nomination.ts';
import type { FileRow, JointRow } from '../queries/parts.ts';
import type { Answers } from '../shapes.ts';

/** The answers with the attached files in the places of the form that take files. */
export function answersWithFiles(
  form: readonly FormStep[],
  answers: Answers,
  files: readonly FileRow[],
): Answers {
  const attached = questionsOf(form).flatMap(([name, question]) =>
    question.type === 'array' && question['x-widget'] === 'file'
      ? [[name, files.filter((f) => f.field === name).map((f) => f.sha256)] as const]
      : [],
  );
  return { ...answers, ...Object.fromEntries(attached.filter(([, list]) => list.length > 0)) };
}

const readable = new Set(['published', 'deprecated']);

/** Whether the nominated version is one that these organisations may nominate. */
export const mayBeNominated = (
  row: NominationRow | undefined,
  leadOrgId: string,
  joint: readonly JointRow[],
): boolean =>
  row !== undefined &&
  row.state === 'published' &&
  readable.has(row.version_state) &&
  [leadOrgId, ...joint.filter((j) => j.state !== 'declined').map((j) => j.org_id)].includes(
    row.org_id,
  );

/** Everything that keeps an application from being submitted, part by part. */
export function applicationProblems(
  form: readonly FormStep[],
  subject: 'dataset' | 'project',
  application: ApplicationRow,
  parts: {
    readonly joint: readonly JointRow[];
    readonly files: readonly FileRow[];
    readonly nominated: NominationRow | undefined;
  },
): FieldError[] {
  const problems: FieldError[] = [];
  if (application.title.trim() === '')
    problems.push({ field: 'title', code: 'missing', message: 'is needed' });
  const fits = mayBeNominated(parts.nominated, application.lead_org_id, parts.joint);
  if (subject === 'dataset' && !fits)
    problems.push({
      field: 'dataset',
      code: 'dataset',
      message: 'must be a published version of a dataset of one of the applying organisations',
    });
  if (parts.joint.some((org) => org.state === 'invited'))
    problems.push({
      field: 'joint',
      code: 'joint',
      message: 'must have confirmed, or be taken out',
    });
  const answers = answersWithFiles(form, application.answers, parts.files);
  return [...problems, ...answerProblems(form, answers)];
}
