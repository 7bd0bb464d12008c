import { useState, type FormEvent } from 'react';
import { useRevalidator } from 'react-router';
import { call } from '../../api.ts';
import { m } from '../../i18n/messages.ts';
import { Button } from '../../ui/button.tsx';
import { CheckField, TextArea, TextField } from '../../ui/field.tsx';
import { Notice } from '../../ui/notice.tsx';
import { useSubmit } from '../../ui/use-submit.ts';
import { annotationApi } from '../annotation-paths.ts';
import { useProject } from './project-frame.tsx';

/** Name, description and rules of the project. */
export function Component() {
  const project = useProject();
  const { revalidate } = useRevalidator();
  const submit = useSubmit();
  const [title, setTitle] = useState(project.title);
  const [description, setDescription] = useState(project.description);
  const [showGold, setShowGold] = useState(project.settings.showGold ?? false);
  const [maySkip, setMaySkip] = useState(project.settings.maySkip ?? true);
  const [done, setDone] = useState(false);
  const missing = title.trim() === '';
  const save = (event: FormEvent): void => {
    event.preventDefault();
    setDone(false);
    if (missing) return;
    void submit.run(async () => {
      await call('PATCH', annotationApi.project(project.id), {
        revision: project.revision,
        title: title.trim(),
        description: description.trim(),
        settings: { ...project.settings, showGold, maySkip },
      });
      await revalidate();
      setDone(true);
    });
  };
  return (
    <form noValidate onSubmit={save} className="card max-w-3xl space-y-5 p-5 sm:p-7">
      <fieldset disabled={!project.may.edit} className="space-y-5">
        <TextField
          label={m.annotation_project_title()}
          maxLength={200}
          value={title}
          error={missing ? m.field_required() : submit.problem?.fieldError('title')}
          onChange={(event) => setTitle(event.target.value)}
        />
        <TextArea
          label={m.annotation_project_description()}
          hint={m.annotation_project_description_hint()}
          rows={4}
          maxLength={5000}
          value={description}
          error={submit.problem?.fieldError('description')}
          onChange={(event) => setDescription(event.target.value)}
        />
        <CheckField
          label={m.annotation_setting_skip()}
          hint={m.annotation_setting_skip_hint()}
          checked={maySkip}
          onChange={(event) => setMaySkip(event.target.checked)}
        />
        <CheckField
          label={m.annotation_setting_gold()}
          hint={m.annotation_setting_gold_hint()}
          checked={showGold}
          onChange={(event) => setShowGold(event.target.checked)}
        />
      </fieldset>
      {submit.message !== undefined && (
        <Notice tone="bad" live>
          {submit.message}
        </Notice>
      )}
      {done && (
        <Notice tone="good" live>
          {m.annotation_config_saved()}
        </Notice>
      )}
      {project.may.edit && (
        <Button look="primary" type="submit" busy={submit.busy}>
          {m.annotation_save()}
        </Button>
      )}
    </form>
  );
}
