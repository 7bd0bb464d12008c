import { useState } from 'react';
import { useRevalidator } from 'react-router';
import { call } from '../../api.ts';
import { m } from '../../i18n/messages.ts';
import { Button } from '../../ui/button.tsx';
import { TextArea } from '../../ui/field.tsx';
import { Notice } from '../../ui/notice.tsx';
import { useSubmit } from '../../ui/use-submit.ts';
import { annotationApi } from '../annotation-paths.ts';
import { Markdown } from '../markdown.tsx';
import { useProject } from './project-frame.tsx';

/** What annotators read before they begin, and how it will look. */
export function Component() {
  const project = useProject();
  const { revalidate } = useRevalidator();
  const submit = useSubmit();
  const [text, setText] = useState(project.instructions);
  const saved = text === project.instructions;
  const save = (): void =>
    void submit.run(async () => {
      const body = { revision: project.revision, instructions: text };
      await call('PATCH', annotationApi.project(project.id), body);
      await revalidate();
    });
  const useExample = (): void => setText(m.annotation_instructions_example());
  return (
    <div className="grid grid-cols-1 items-start gap-8 lg:grid-cols-2">
      <div className="min-w-0 space-y-4">
        <TextArea
          label={m.annotation_tab_instructions()}
          hint={m.annotation_instructions_hint()}
          rows={16}
          maxLength={200_000}
          readOnly={!project.may.edit}
          value={text}
          error={submit.problem?.fieldError('instructions')}
          onChange={(event) => setText(event.target.value)}
        />
        {submit.message !== undefined && (
          <Notice tone="bad" live>
            {submit.message}
          </Notice>
        )}
        {project.may.edit && (
          <div className="flex flex-wrap items-center gap-3">
            <Button look="primary" busy={submit.busy} disabled={saved} onClick={save}>
              {m.annotation_save()}
            </Button>
            {text.trim() === '' && (
              <Button onClick={useExample}>{m.annotation_instructions_use_example()}</Button>
            )}
            <p role="status" className="text-sm text-muted">
              {saved ? m.annotation_config_saved() : m.annotation_config_unsaved()}
            </p>
          </div>
        )}
      </div>
      <section aria-labelledby="instructions" className="min-w-0">
        <h2 id="instructions" className="eyebrow mb-2">
          {m.annotation_preview()}
        </h2>
        <div className="card min-h-48 p-5 sm:p-7">
          {text.trim() === '' ? (
            <p className="text-muted">{m.annotation_instructions_none()}</p>
          ) : (
            <Markdown text={text} />
          )}
        </div>
      </section>
    </div>
  );
}
