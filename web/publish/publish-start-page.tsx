import { useState, type FormEvent } from 'react';
import { Link, useLoaderData, useNavigate, type LoaderFunctionArgs } from 'react-router';
import type { DatasetList, DatasetView } from '#src/catalog/schema.ts';
import { call, load } from '../api.ts';
import type { PageHandle } from '../head.ts';
import { formatDay } from '../i18n/format.ts';
import { pick } from '../i18n/language.ts';
import { m } from '../i18n/messages.ts';
import type { Session } from '../shell/load-root.ts';
import { useRootData } from '../shell/root-data.ts';
import { requireSession } from '../shell/require-session.ts';
import { Button, ButtonLink } from '../ui/button.tsx';
import { titleOf } from '../ui/dataset-row.tsx';
import { SelectField, TextField } from '../ui/field.tsx';
import { Empty, Notice } from '../ui/notice.tsx';
import { useSubmit } from '../ui/use-submit.ts';
import { suggestName } from './suggest-name.ts';

interface StartData {
  readonly orgs: Session['organisations'];
  readonly drafts: DatasetList['items'];
}

export async function loader({ context, request }: LoaderFunctionArgs): Promise<StartData> {
  const session = await requireSession(context, request);
  const orgs = session.organisations.filter((org) => org.status === 'approved');
  const lists = await Promise.all(
    orgs.map((org) => load<DatasetList>(context, `/datasets?org=${org.slug}&state=draft&limit=20`)),
  );
  return { orgs, drafts: lists.flatMap((list) => list.items) };
}

export const handle: PageHandle<StartData> = {
  head: () => ({ title: m.publish_title(), noindex: true }),
};

export function Component() {
  const { orgs, drafts } = useLoaderData<StartData>();
  return (
    <div className="page max-w-3xl pt-8">
      <h1 className="text-2xl">{m.publish_title()}</h1>
      {orgs.length === 0 ? (
        <div className="mt-8">
          <Empty
            icon="building"
            title={m.publish_no_org()}
            action={
              <ButtonLink look="primary" to="/account/organisations">
                {m.account_organisations()}
              </ButtonLink>
            }
          >
            {m.publish_no_org_hint()}
          </Empty>
        </div>
      ) : (
        <>
          <p className="mt-1 text-muted">{m.publish_start_lead()}</p>
          <StartForm orgs={orgs} />
          <Drafts drafts={drafts} />
        </>
      )}
    </div>
  );
}

const slug = /^[a-z0-9][a-z0-9-]{0,62}[a-z0-9]$/u;

function StartForm({ orgs }: { readonly orgs: StartData['orgs'] }) {
  const navigate = useNavigate();
  const origin = useRootData()?.origin ?? '';
  const submit = useSubmit();
  const [org, setOrg] = useState(orgs[0]?.slug ?? '');
  const [zh, setZh] = useState('');
  const [en, setEn] = useState('');
  const [typedName, setTypedName] = useState<string>();
  const [checked, setChecked] = useState(false);
  const name = typedName ?? suggestName(en);
  const titleMissing = zh.trim() === '' && en.trim() === '';
  const nameBad = !slug.test(name);
  const start = (event: FormEvent): void => {
    event.preventDefault();
    setChecked(true);
    if (titleMissing || nameBad) return;
    void submit.run(async () => {
      const title = { ...(zh.trim() && { zh: zh.trim() }), ...(en.trim() && { en: en.trim() }) };
      const made = await call<DatasetView>('POST', '/datasets', { org, name, card: { title } });
      await navigate(`/publish/${made.org.slug}/${made.name}`);
    });
  };
  const error = (field: string) => submit.problem?.fieldError(field);
  return (
    <form noValidate onSubmit={start} className="card mt-6 space-y-5 p-5 sm:p-7">
      {orgs.length > 1 && (
        <SelectField
          label={m.publish_org()}
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
        label={m.publish_title_zh()}
        hint={m.publish_title_hint()}
        lang="zh-CN"
        maxLength={300}
        value={zh}
        error={checked && titleMissing ? m.publish_title_required() : error('card/title/zh')}
        onChange={(event) => setZh(event.target.value)}
      />
      <TextField
        label={m.publish_title_en()}
        lang="en"
        maxLength={300}
        value={en}
        error={error('card/title/en')}
        onChange={(event) => setEn(event.target.value)}
      />
      <TextField
        label={m.publish_name()}
        hint={m.publish_name_hint()}
        spellCheck={false}
        maxLength={64}
        value={name}
        error={checked && nameBad ? m.publish_name_bad() : error('name')}
        onChange={(event) => setTypedName(event.target.value.toLowerCase())}
      />
      <p className="text-sm break-all text-faint">
        {m.publish_address({ address: `${origin}/d/${org}/${name || '…'}` })}
      </p>
      {submit.message !== undefined && (
        <Notice tone="bad" live>
          {submit.message}
        </Notice>
      )}
      <Button look="primary" size="lg" type="submit" busy={submit.busy}>
        {m.publish_start()}
      </Button>
    </form>
  );
}

function Drafts({ drafts }: { readonly drafts: StartData['drafts'] }) {
  if (drafts.length === 0) return null;
  return (
    <section aria-labelledby="drafts" className="mt-10">
      <h2 id="drafts" className="text-lg">
        {m.publish_drafts()}
      </h2>
      <ul className="card mt-3 divide-y divide-line">
        {drafts.map((draft) => (
          <li key={draft.id}>
            <Link
              to={`/publish/${draft.org.slug}/${draft.name}`}
              className="flex items-center justify-between gap-4 px-5 py-3 text-ink no-underline hover:bg-hover"
            >
              <span className="min-w-0 truncate font-medium">{titleOf(draft)}</span>
              <span className="tabular text-sm whitespace-nowrap text-faint">
                {formatDay(draft.updatedAt)}
              </span>
            </Link>
          </li>
        ))}
      </ul>
    </section>
  );
}
