import type { Question } from '#src/selection/forms/form-schema.ts';
import type { ApplicationViewBody } from '#src/selection/schema.ts';
import { call, send } from '../api.ts';
import { formatBytes } from '../i18n/format.ts';
import { pick } from '../i18n/language.ts';
import { m } from '../i18n/messages.ts';
import { Button } from '../ui/button.tsx';
import { Field } from '../ui/field.tsx';
import { Notice } from '../ui/notice.tsx';
import { useSubmit } from '../ui/use-submit.ts';
import type { FormSave } from './use-form-save.ts';

/** Files for one question: what is attached, and a control to add more. */
export function AttachmentField({ name, question, save }: AttachmentFieldProps) {
  const submit = useSubmit();
  const files = save.view.files.filter((file) => file.field === name);
  const at = `/selection/applications/${save.view.id}/files`;
  const add = (chosen: readonly File[]): void =>
    void submit.run(async () => {
      await save.flush();
      for (const file of chosen) {
        const query = new URLSearchParams({ field: name, name: file.name });
        save.accept(await send<ApplicationViewBody>(`${at}?${query}`, file));
      }
    });
  const remove = (id: string): void =>
    void submit.run(async () => {
      await save.flush();
      save.accept(await call<ApplicationViewBody>('DELETE', `${at}/${id}`));
    });
  return (
    <div>
      <Field
        label={pick(question.title, question['x-title-en'])}
        hint={pick(question.description ?? '', question['x-description-en'] ?? '')}
      >
        {(wired) => (
          <input
            {...wired}
            type="file"
            multiple
            accept=".pdf,.png,.jpg,.jpeg,.docx,.xlsx,.txt,.md,.csv"
            disabled={submit.busy || files.length >= question.maxItems}
            className="control"
            onChange={(event) => {
              // The list empties with the control, so it is copied first.
              add([...(event.target.files ?? [])]);
              event.target.value = '';
            }}
          />
        )}
      </Field>
      <ul className="mt-2 space-y-1">
        {files.map((file) => (
          <li key={file.id} className="flex flex-wrap items-center gap-3 text-sm">
            <a className="link break-all" href={`/api/v1${at}/${file.id}`} download>
              {file.name}
            </a>
            <span className="tabular text-muted">{formatBytes(file.sizeBytes)}</span>
            <Button size="sm" look="quiet" onClick={() => remove(file.id)}>
              {m.selection_file_remove({ name: file.name })}
            </Button>
          </li>
        ))}
      </ul>
      {submit.message !== undefined && (
        <Notice tone="bad" live className="mt-2">
          {submit.message}
        </Notice>
      )}
    </div>
  );
}

interface AttachmentFieldProps {
  readonly name: string;
  readonly question: Extract<Question, { type: 'array' }>;
  readonly save: FormSave;
}
