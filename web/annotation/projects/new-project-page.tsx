import { useState, type FormEvent } from 'react';
import { Link, useLoaderData, useNavigate, type LoaderFunctionArgs } from 'react-router';
import type { ProjectView } from '#src/annotation/projects/schema.ts';
import { call } from '../../api.ts';
import type { PageHandle } from '../../head.ts';
import { pick } from '../../i18n/language.ts';
import { m } from '../../i18n/messages.ts';
import type { Session } from '../../shell/load-root.ts';
import { requireSession } from '../../shell/require-session.ts';
import { Button, ButtonLink } from '../../ui/button.tsx';
import { SelectField, TextArea, TextField } from '../../ui/field.tsx';
import { Empty, Notice } from '../../ui/notice.tsx';
import { useSubmit } from '../../ui/use-submit.ts';
import { annotationApi } from '../annotation-paths.ts';
import { TemplatePicture } from '../template-picture.tsx';
import { templateKeys, templates, type TemplateKey } from '../templates.ts';

type Orgs = Session['organisations'];

export async function loader({ context, request }: LoaderFunctionArgs): Promise<Orgs> {
  const session = await requireSession(context, request);
  return session.organisations.filter((org) => org.status === 'approved');
}

export const handle: PageHandle<Orgs> = {
  head: () => ({ title: m.annotation_new_project(), noindex: true }),
};

export function Component() {
  const orgs = useLoaderData<Orgs>();
  return (
    <div className="page max-w-5xl pt-8 pb-16">
      <p className="text-sm">
        <Link to="/annotation/projects" className="link">
          {m.annotation_nav_projects()}
        </Link>
      </p>
      <h1 className="text-2xl">{m.annotation_new_project()}</h1>
      {orgs.length === 0 ? (
        <div className="mt-8">
          <Empty
            icon="building"
            title={m.annotation_no_org()}
            action={
              <ButtonLink look="primary" to="/account/organisations">
                {m.account_organisations()}
              </ButtonLink>
            }
          />
        </div>
      ) : (
        <NewProject orgs={orgs} />
      )}
    </div>
  );
}

const names: Readonly<Record<TemplateKey, { name: () => string; hint: () => string }>> = {
  'image-boxes': {
    name: m.annotation_template_image_boxes,
    hint: m.annotation_template_image_boxes_hint,
  },
  'image-polygons': {
    name: m.annotation_template_image_polygons,
    hint: m.annotation_template_image_polygons_hint,
  },
  'image-classes': {
    name: m.annotation_template_image_classes,
    hint: m.annotation_template_image_classes_hint,
  },
  'text-spans': {
    name: m.annotation_template_text_spans,
    hint: m.annotation_template_text_spans_hint,
  },
  'text-relations': {
    name: m.annotation_template_text_relations,
    hint: m.annotation_template_text_relations_hint,
  },
  'text-classes': {
    name: m.annotation_template_text_classes,
    hint: m.annotation_template_text_classes_hint,
  },
  'audio-transcription': {
    name: m.annotation_template_audio,
    hint: m.annotation_template_audio_hint,
  },
  'table-rows': { name: m.annotation_template_table, hint: m.annotation_template_table_hint },
  pairwise: { name: m.annotation_template_pairwise, hint: m.annotation_template_pairwise_hint },
  ranking: { name: m.annotation_template_ranking, hint: m.annotation_template_ranking_hint },
  dialogue: { name: m.annotation_template_dialogue, hint: m.annotation_template_dialogue_hint },
};

function NewProject({ orgs }: { readonly orgs: Orgs }) {
  const navigate = useNavigate();
  const submit = useSubmit();
  const [org, setOrg] = useState(orgs[0]?.slug ?? '');
  const [title, setTitle] = useState('');
  const [description, setDescription] = useState('');
  const [template, setTemplate] = useState<TemplateKey>('image-boxes');
  const [checked, setChecked] = useState(false);
  const missing = title.trim() === '';
  const create = (event: FormEvent): void => {
    event.preventDefault();
    setChecked(true);
    if (missing) return;
    void submit.run(async () => {
      const body = {
        org,
        title: title.trim(),
        description: description.trim(),
        labelConfig: templates[template].config(),
      };
      const made = await call<ProjectView>('POST', annotationApi.projects, body);
      await navigate(`/annotation/projects/${made.id}/config`);
    });
  };
  return (
    <form noValidate onSubmit={create} className="mt-6 space-y-8">
      <fieldset>
        <legend className="text-lg font-semibold">{m.annotation_template()}</legend>
        <p className="text-sm text-muted">{m.annotation_template_hint()}</p>
        <div className="mt-4 grid grid-cols-2 gap-3 sm:grid-cols-3 lg:grid-cols-4">
          {templateKeys.map((key) => (
            <TemplateCard key={key} of={key} on={template === key} choose={setTemplate} />
          ))}
        </div>
      </fieldset>
      <div className="card max-w-3xl space-y-5 p-5 sm:p-7">
        {orgs.length > 1 && (
          <SelectField
            label={m.annotation_project_org()}
            value={org}
            onChange={(event) => setOrg(event.target.value)}
          >
            {orgs.map((one) => (
              <option key={one.slug} value={one.slug}>
                {pick(one.name.zh, one.name.en)}
              </option>
            ))}
          </SelectField>
        )}
        <TextField
          label={m.annotation_project_title()}
          maxLength={200}
          value={title}
          error={checked && missing ? m.field_required() : submit.problem?.fieldError('title')}
          onChange={(event) => setTitle(event.target.value)}
        />
        <TextArea
          label={m.annotation_project_description()}
          hint={m.annotation_project_description_hint()}
          rows={3}
          maxLength={5000}
          value={description}
          error={submit.problem?.fieldError('description')}
          onChange={(event) => setDescription(event.target.value)}
        />
        {submit.message !== undefined && (
          <Notice tone="bad" live>
            {submit.message}
          </Notice>
        )}
        <Button look="primary" size="lg" type="submit" busy={submit.busy}>
          {m.annotation_create_project()}
        </Button>
      </div>
    </form>
  );
}

interface TemplateCardProps {
  readonly of: TemplateKey;
  readonly on: boolean;
  readonly choose: (key: TemplateKey) => void;
}

function TemplateCard({ of, on, choose }: TemplateCardProps) {
  return (
    <label
      className={`card flex flex-col gap-2 p-3 has-focus-visible:outline-2 has-focus-visible:outline-accent ${on ? 'border-accent! bg-accent-soft!' : 'hover:bg-hover'}`}
    >
      <TemplatePicture of={of} />
      <span className="flex items-start gap-2">
        <input
          type="radio"
          name="template"
          value={of}
          checked={on}
          onChange={() => choose(of)}
          className="mt-1.5 size-4 shrink-0"
        />
        <span className="min-w-0">
          <span className="block font-medium">{names[of].name()}</span>
          <span className="block text-sm text-muted">{names[of].hint()}</span>
        </span>
      </span>
    </label>
  );
}
