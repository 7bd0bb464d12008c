import { useState, type FormEvent } from 'react';
import type { Verified } from '#src/annotation/lots/schema.ts';
import { ApiProblem, call } from '../../api.ts';
import type { PageHandle } from '../../head.ts';
import { m } from '../../i18n/messages.ts';
import { Button } from '../../ui/button.tsx';
import { FactList } from './certificate-facts.tsx';
import { Field, TextArea } from '../../ui/field.tsx';
import { Notice } from '../../ui/notice.tsx';
import { useSubmit } from '../../ui/use-submit.ts';
import { PublicBar } from '../public-bar.tsx';
import { wrongParts } from './wrong-parts.ts';
import { qualityApi } from './quality-paths.ts';

export const handle: PageHandle = { head: () => ({ title: m.certificate_title() }) };

type Checked = typeof Verified.infer;

/** The certificate in what was given: the signed object itself, or the file that the hub hands out. */
function certificateIn(text: string): { certificate: unknown; units?: unknown } {
  let read: unknown;
  try {
    read = JSON.parse(text);
  } catch {
    throw new ApiProblem(0, { detail: m.certificate_unreadable() });
  }
  const of = read as { certificate?: unknown; units?: unknown };
  if (typeof read !== 'object' || read === null)
    throw new ApiProblem(0, { detail: m.certificate_unreadable() });
  if (of.certificate === undefined) return { certificate: read };
  return { certificate: of.certificate, ...(of.units === undefined ? {} : { units: of.units }) };
}

/** Anybody checks an acceptance certificate: signature, seed, lot, sample and decision. */
export function Component() {
  const [text, setText] = useState('');
  const [checked, setChecked] = useState<{ readonly of: Checked; readonly body: unknown }>();
  const submit = useSubmit();
  const check = (event: FormEvent): void => {
    event.preventDefault();
    setChecked(undefined);
    void submit.run(async () => {
      const body = certificateIn(text);
      const of = await call<Checked>('POST', qualityApi.verify, body);
      setChecked({ of, body: body.certificate });
    });
  };
  return (
    <div className="page pt-8 pb-16">
      <h1 className="text-2xl">{m.certificate_title()}</h1>
      <PublicBar />
      <p className="mt-6 max-w-3xl text-muted">{m.certificate_hint()}</p>
      <form onSubmit={check} className="card mt-6 max-w-3xl space-y-5 p-5 sm:p-7">
        <Field label={m.certificate_file()}>
          {(wired) => (
            <input
              {...wired}
              type="file"
              accept=".json,application/json"
              className="control file:mr-3 file:rounded-sm file:border-0 file:bg-hover file:px-3 file:py-1 file:text-ink"
              onChange={(event) => {
                void event.target.files?.[0]?.text().then(setText);
              }}
            />
          )}
        </Field>
        <TextArea
          label={m.certificate_text()}
          rows={6}
          spellCheck={false}
          value={text}
          onChange={(event) => setText(event.target.value)}
        />
        {submit.message !== undefined && (
          <Notice tone="bad" live>
            {submit.message}
          </Notice>
        )}
        {checked && (
          <Notice
            tone={checked.of.ok ? 'good' : 'bad'}
            live
            title={
              checked.of.ok
                ? m.quality_certificate_holds()
                : m.quality_certificate_fails({
                    what: wrongParts[checked.of.wrong ?? 'signature'](),
                  })
            }
          >
            <FactList body={checked.body} />
          </Notice>
        )}
        <Button type="submit" look="primary" busy={submit.busy} disabled={text.trim() === ''}>
          {m.quality_certificate_check()}
        </Button>
      </form>
    </div>
  );
}
