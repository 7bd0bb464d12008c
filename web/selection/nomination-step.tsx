import { useState } from 'react';
import type { ApplicationViewBody } from '#src/selection/schema.ts';
import { call } from '../api.ts';
import { pick } from '../i18n/language.ts';
import { m } from '../i18n/messages.ts';
import { Badge } from '../ui/badge.tsx';
import { Button } from '../ui/button.tsx';
import { SelectField, TextField } from '../ui/field.tsx';
import { Notice } from '../ui/notice.tsx';
import { Section } from '../ui/section.tsx';
import { useSubmit } from '../ui/use-submit.ts';
import type { FormSave } from './use-form-save.ts';

/** A dataset that may be nominated, as the list of datasets gives it. */
export interface Nominee {
  readonly org: { readonly slug: string };
  readonly name: string;
  readonly title: { readonly zh?: string; readonly en?: string };
  readonly latestVersion: string | null;
}

/** Title, nominated version and joint organisations. */
export function NominationStep({ save, nominees, subject }: NominationStepProps) {
  const [title, setTitle] = useState(save.view.title);
  const { dataset } = save.view;
  const keyOf = (one: Nominee) => `${one.org.slug}/${one.name}/${one.latestVersion ?? ''}`;
  const now = dataset ? `${dataset.org}/${dataset.name}/${dataset.version}` : '';
  const [chosen, setChosen] = useState(now);
  const choices = nominees.filter((one) => one.latestVersion !== null);
  const pinned = dataset && !choices.some((one) => keyOf(one) === now);
  const choose = (value: string): void => {
    setChosen(value);
    const [org = '', name = '', version = ''] = value.split('/');
    if (value !== '') save.change({ dataset: { org, name, version } });
  };
  return (
    <>
      <TextField
        label={m.selection_title_of()}
        hint={m.selection_title_hint()}
        maxLength={200}
        value={title}
        onChange={(event) => {
          setTitle(event.target.value);
          save.change({ title: event.target.value });
        }}
      />
      {subject === 'dataset' && (
        <SelectField
          label={m.selection_dataset()}
          hint={m.selection_dataset_hint()}
          value={chosen}
          onChange={(event) => choose(event.target.value)}
        >
          <option value="">{m.selection_choose()}</option>
          {pinned && (
            <option value={now}>
              {pick(dataset.title.zh, dataset.title.en) || dataset.name} {dataset.version}
            </option>
          )}
          {choices.map((one) => (
            <option key={keyOf(one)} value={keyOf(one)}>
              {pick(one.title.zh, one.title.en) || one.name} {one.latestVersion}
            </option>
          ))}
        </SelectField>
      )}
      <Joint save={save} />
    </>
  );
}

function Joint({ save }: { readonly save: FormSave }) {
  const submit = useSubmit();
  const [slug, setSlug] = useState('');
  const at = `/selection/applications/${save.view.id}/joint`;
  const act = (work: () => Promise<ApplicationViewBody>): void =>
    void submit.run(async () => {
      await save.flush();
      save.accept(await work());
      setSlug('');
    });
  const labels = {
    invited: m.selection_joint_invited(),
    confirmed: m.selection_joint_confirmed(),
    declined: m.selection_joint_declined(),
  };
  return (
    <Section title={m.selection_joint()} hint={m.selection_joint_hint()}>
      <ul className="mb-4 space-y-2">
        {save.view.joint.map(({ organisation, state }) => (
          <li key={organisation.slug} className="flex flex-wrap items-center gap-3">
            <Badge tone={state === 'confirmed' ? 'accent' : 'neutral'}>{labels[state]}</Badge>
            {pick(organisation.name.zh, organisation.name.en)}
            <Button
              size="sm"
              look="quiet"
              onClick={() => act(() => call('DELETE', `${at}/${organisation.slug}`))}
            >
              {m.selection_joint_remove()}
            </Button>
          </li>
        ))}
      </ul>
      <div className="flex flex-wrap items-end gap-3">
        <TextField
          label={m.selection_joint_slug()}
          spellCheck={false}
          value={slug}
          onChange={(event) => setSlug(event.target.value.trim())}
        />
        <Button
          busy={submit.busy}
          disabled={slug === ''}
          onClick={() => act(() => call('POST', at, { organisation: slug }))}
        >
          {m.selection_joint_invite()}
        </Button>
      </div>
      {submit.message !== undefined && (
        <Notice tone="bad" live className="mt-3">
          {submit.message}
        </Notice>
      )}
    </Section>
  );
}

interface NominationStepProps {
  readonly save: FormSave;
  readonly nominees: readonly Nominee[];
  readonly subject: 'dataset' | 'project';
}
