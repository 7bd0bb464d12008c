import { questionsOf, type FormStep, type Question } from '#src/selection/forms/form-schema.ts';
import type { ApplicationViewBody } from '#src/selection/schema.ts';
import { formatBytes, formatList } from '../i18n/format.ts';
import { pick } from '../i18n/language.ts';
import { m } from '../i18n/messages.ts';

/** What was answered, question by question, with the nominated version and the files. */
export function AnswerList({ application, form }: AnswerListProps) {
  const { dataset, joint, files } = application;
  return (
    <dl className="card divide-y divide-line">
      {dataset && (
        <Line name={m.selection_dataset()}>
          <a className="link" href={`/d/${dataset.org}/${dataset.name}/v/${dataset.version}`}>
            {pick(dataset.title.zh, dataset.title.en) || dataset.name} {dataset.version}
          </a>
        </Line>
      )}
      {joint.length > 0 && (
        <Line name={m.selection_joint()}>
          {formatList(joint.map((j) => pick(j.organisation.name.zh, j.organisation.name.en)))}
        </Line>
      )}
      {questionsOf(form as FormStep[]).map(([name, question]) => (
        <Line key={name} name={pick(question.title, question['x-title-en'])}>
          {question.type === 'array' && question['x-widget'] === 'file' ? (
            <FileLinks application={application} files={files.filter((f) => f.field === name)} />
          ) : (
            shownAnswer(question, application.answers[name])
          )}
        </Line>
      ))}
    </dl>
  );
}

function shownAnswer(question: Question, value: unknown): string {
  if (value === undefined || value === '') return m.selection_fact_none();
  if (typeof value === 'boolean') return value ? m.selection_yes() : m.selection_no();
  const labels = 'x-enum-labels' in question ? question['x-enum-labels'] : undefined;
  const label = (v: string): string => {
    const found = labels?.[v];
    return found ? pick(found.zh, found.en) : v;
  };
  if (Array.isArray(value)) return formatList(value.map(String).map(label));
  return typeof value === 'string' || typeof value === 'number' ? label(String(value)) : '';
}

function FileLinks({ application, files }: FileLinksProps) {
  if (files.length === 0) return m.selection_fact_none();
  return (
    <ul className="space-y-1">
      {files.map((file) => (
        <li key={file.id}>
          <a
            className="link break-all"
            href={`/api/v1/selection/applications/${application.id}/files/${file.id}`}
            download
          >
            {file.name}
          </a>{' '}
          <span className="tabular text-sm text-muted">{formatBytes(file.sizeBytes)}</span>
        </li>
      ))}
    </ul>
  );
}

function Line({ name, children }: { readonly name: string; readonly children: React.ReactNode }) {
  return (
    <div className="grid gap-1 px-5 py-3 sm:grid-cols-[14rem_minmax(0,1fr)]">
      <dt className="text-sm text-muted">{name}</dt>
      <dd className="whitespace-pre-line break-words">{children}</dd>
    </div>
  );
}

interface AnswerListProps {
  readonly application: ApplicationViewBody;
  readonly form: readonly unknown[];
}
interface FileLinksProps {
  readonly application: ApplicationViewBody;
  readonly files: ApplicationViewBody['files'];
}
