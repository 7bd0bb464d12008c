import { useEffect, useState } from 'react';
import {
  Link,
  useLoaderData,
  useNavigate,
  useRevalidator,
  type LoaderFunctionArgs,
} from 'react-router';
import type { Visibility } from '#src/catalog/card-schema.ts';
import type { PublishCheck, VersionView } from '#src/catalog/schema.ts';
import type { DraftScorecard } from '#src/quality/schema.ts';
import { call, load } from '../api.ts';
import { QualityFixes } from '../dataset/quality-fixes.tsx';
import { points } from '../dataset/quality-words.ts';
import { m } from '../i18n/messages.ts';
import { Button, ButtonLink } from '../ui/button.tsx';
import { CheckField, TextArea, TextField } from '../ui/field.tsx';
import { Notice } from '../ui/notice.tsx';
import { Section } from '../ui/section.tsx';
import { useSubmit } from '../ui/use-submit.ts';
import { Answers } from './answers.tsx';
import { gapSentence } from './gap-sentence.ts';
import { useDraft } from './draft-frame.tsx';

interface CheckData {
  readonly check: PublishCheck;
  readonly card: DraftScorecard;
}

export async function loader({ params, context }: LoaderFunctionArgs): Promise<CheckData> {
  const draft = `/datasets/${params['org'] ?? ''}/${params['name'] ?? ''}/draft`;
  const [check, card] = await Promise.all([
    load<PublishCheck>(context, `${draft}/check`),
    load<DraftScorecard>(context, `${draft}/scorecard`),
  ]);
  return { check, card };
}

const pollMs = 3000;

/** Everything entered on one page, what is still missing, and the button. */
export function Component() {
  const { check, card } = useLoaderData<CheckData>();
  const { base } = useDraft();
  const { revalidate } = useRevalidator();
  const unfinished = check.unprofiled.length > 0;
  useEffect(() => {
    if (!unfinished) return;
    const timer = setInterval(() => void revalidate(), pollMs);
    return () => clearInterval(timer);
  }, [unfinished, revalidate]);
  return (
    <div className="space-y-9">
      {check.missing.length > 0 && (
        <Notice tone="warn" title={m.check_missing()}>
          <ul className="mt-1 list-disc space-y-0.5 pl-5">
            {check.missing.map((one) => (
              <li key={`${one.field}${one.code}`}>
                {gapSentence(one)}{' '}
                <Link
                  to={
                    one.field.startsWith('/files') || one.field === 'files' ? base : `${base}/card`
                  }
                  className="link"
                >
                  {m.check_change()}
                </Link>
              </li>
            ))}
          </ul>
        </Notice>
      )}
      <Section title={m.check_answers()}>
        <Answers />
      </Section>
      <Section title={m.quality_draft({ total: points(card.total) })} hint={m.quality_draft_hint()}>
        <QualityFixes card={card} most={6} />
      </Section>
      <VisibilityChoice />
      <PublishForm check={check} />
    </div>
  );
}

function VisibilityChoice() {
  const { dataset, at } = useDraft();
  const { revalidate } = useRevalidator();
  const submit = useSubmit();
  const names: Readonly<Record<Visibility, string>> = {
    public: m.check_visibility_public(),
    gated: m.check_visibility_gated(),
    organisation: m.check_visibility_organisation(),
  };
  const [chosen, setChosen] = useState<Visibility>(dataset.visibility);
  const choose = (visibility: Visibility): void => {
    setChosen(visibility);
    void submit.run(async () => {
      try {
        await call('POST', `${at}/visibility`, { revision: dataset.revision, visibility });
        await revalidate();
      } catch (error) {
        setChosen(dataset.visibility);
        throw error;
      }
    });
  };
  return (
    <fieldset aria-busy={submit.busy}>
      <legend className="text-lg font-semibold">{m.check_visibility()}</legend>
      <div className="card mt-4 divide-y divide-line">
        {(Object.keys(names) as Visibility[]).map((value) => (
          <label key={value} className="flex items-center gap-3 px-5 py-3.5 hover:bg-hover">
            <input
              type="radio"
              name="visibility"
              value={value}
              checked={chosen === value}
              onChange={() => choose(value)}
              className="size-4.5"
            />
            {names[value]}
          </label>
        ))}
      </div>
      {submit.message !== undefined && (
        <Notice tone="bad" live className="mt-3">
          {submit.message}
        </Notice>
      )}
    </fieldset>
  );
}

function PublishForm({ check }: { readonly check: PublishCheck }) {
  const { dataset, at, base } = useDraft();
  const navigate = useNavigate();
  const submit = useSubmit();
  const [version, setVersion] = useState(
    dataset.latestVersion === null ? '1.0.0' : check.suggested.minor,
  );
  const [notes, setNotes] = useState('');
  const [acknowledged, setAcknowledged] = useState(false);
  const doubtful = check.sensitive.length > 0 || check.unprofiled.length > 0;
  const publish = (): void =>
    void submit.run(async () => {
      const made = await call<VersionView>('POST', `${at}/versions`, {
        revision: dataset.revision,
        version: version.trim(),
        notes: notes.trim(),
        ...(acknowledged ? { acknowledgeSensitive: true } : {}),
      });
      const waiting = made.state === 'waiting' ? '?waiting' : '';
      await navigate(`${base}/published/${made.semver}${waiting}`);
    });
  return (
    <section className="space-y-5">
      <div className="grid gap-5 sm:grid-cols-[12rem_minmax(0,1fr)]">
        <TextField
          label={m.check_version()}
          hint={m.check_version_hint()}
          spellCheck={false}
          value={version}
          error={submit.problem?.fieldError('version')}
          onChange={(event) => setVersion(event.target.value)}
        />
        <TextArea
          label={m.check_notes()}
          hint={m.check_notes_hint()}
          rows={2}
          maxLength={20_000}
          value={notes}
          onChange={(event) => setNotes(event.target.value)}
        />
      </div>
      {check.sensitive.length > 0 && (
        <Notice tone="warn" title={m.check_sensitive()}>
          <ul className="list-disc pl-5">
            {check.sensitive.map((one) => (
              <li key={`${one.path}/${one.column}`}>
                {m.check_sensitive_column({ path: one.path, column: one.column })}
              </li>
            ))}
          </ul>
        </Notice>
      )}
      {check.unprofiled.length > 0 && (
        <Notice>{m.check_unprofiled({ count: check.unprofiled.length })}</Notice>
      )}
      {doubtful && (
        <CheckField
          label={m.check_acknowledge()}
          checked={acknowledged}
          onChange={(event) => setAcknowledged(event.target.checked)}
        />
      )}
      {check.needsApproval && <Notice>{m.check_needs_approval()}</Notice>}
      {submit.message !== undefined && (
        <Notice tone="bad" live>
          {submit.message}
        </Notice>
      )}
      <div className="flex flex-wrap justify-end gap-3">
        <ButtonLink to={`${base}/card`} size="lg">
          {m.publish_back()}
        </ButtonLink>
        <Button
          look="primary"
          size="lg"
          busy={submit.busy}
          disabled={check.missing.length > 0}
          onClick={publish}
        >
          {check.needsApproval ? m.check_publish_waiting() : m.check_publish({ version })}
        </Button>
      </div>
    </section>
  );
}
