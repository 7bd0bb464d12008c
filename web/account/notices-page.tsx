import { useState } from 'react';
import { useLoaderData, type LoaderFunctionArgs } from 'react-router';
import type { PreferenceList } from '#src/notify/schema.ts';
import { call, load } from '../api.ts';
import { m } from '../i18n/messages.ts';
import { Button } from '../ui/button.tsx';
import { Notice } from '../ui/notice.tsx';
import { Section } from '../ui/section.tsx';
import { useSubmit } from '../ui/use-submit.ts';

type Preferences = typeof PreferenceList.infer;
type Preference = Preferences['items'][number];

export const loader = ({ context }: LoaderFunctionArgs): Promise<Preferences> =>
  load(context, '/notifications/preferences');

const groups: Readonly<Record<Preference['group'], () => string>> = {
  catalog: m.notify_group_catalog,
  annotation: m.notify_group_annotation,
  registers: m.notify_group_registers,
  quality: m.notify_group_quality,
  selection: m.notify_group_selection,
  review: m.notify_group_review,
  notice: m.notify_group_notice,
};
const choices: Readonly<Record<Preference['mail'], () => string>> = {
  'at-once': m.notify_mail_at_once,
  digest: m.notify_mail_digest,
  none: m.notify_mail_none,
};

/** What comes by mail, group by group; everything stands on the page of notices anyway. */
export function Component() {
  const { items } = useLoaderData<Preferences>();
  const [wanted, setWanted] = useState<readonly Preference[]>(items);
  const [saved, setSaved] = useState(false);
  const submit = useSubmit();
  const choose = (group: Preference['group'], mail: Preference['mail']): void => {
    setSaved(false);
    setWanted(wanted.map((one) => (one.group === group ? { group, mail } : one)));
  };
  const save = () =>
    submit.run(async () => {
      await call('PUT', '/notifications/preferences', { items: wanted });
      setSaved(true);
    });
  return (
    <Section title={m.notify_preferences()} hint={m.notify_preferences_hint()}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          void save();
        }}
      >
        <ul className="card divide-y divide-line">
          {wanted.map(({ group, mail }) => (
            <li key={group}>
              <label className="flex flex-wrap items-center justify-between gap-x-6 gap-y-2 px-5 py-3">
                <span className="font-medium">{groups[group]()}</span>
                <select
                  value={mail}
                  onChange={(event) => choose(group, event.target.value as Preference['mail'])}
                  className="control w-auto max-sm:w-full"
                >
                  {(Object.keys(choices) as Preference['mail'][]).map((choice) => (
                    <option key={choice} value={choice}>
                      {choices[choice]()}
                    </option>
                  ))}
                </select>
              </label>
            </li>
          ))}
        </ul>
        {submit.message !== undefined && (
          <Notice tone="bad" live className="mt-4">
            {submit.message}
          </Notice>
        )}
        {saved && (
          <Notice tone="good" live className="mt-4">
            {m.notify_saved()}
          </Notice>
        )}
        <Button type="submit" look="primary" busy={submit.busy} className="mt-4">
          {m.notify_save()}
        </Button>
      </form>
    </Section>
  );
}
