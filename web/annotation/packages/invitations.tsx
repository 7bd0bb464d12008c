import { useState, type FormEvent } from 'react';
import { useRevalidator } from 'react-router';
import type { InvitationView } from '#src/annotation/packages/distribution-schema.ts';
import { call } from '../../api.ts';
import { formatCount, formatDay } from '../../i18n/format.ts';
import { pick } from '../../i18n/language.ts';
import { m } from '../../i18n/messages.ts';
import { Badge } from '../../ui/badge.tsx';
import { Button } from '../../ui/button.tsx';
import { SelectField, TextField } from '../../ui/field.tsx';
import { Notice } from '../../ui/notice.tsx';
import { Section } from '../../ui/section.tsx';
import { useSubmit } from '../../ui/use-submit.ts';
import { annotationApi } from '../annotation-paths.ts';
import type { PackageData } from './package-page.tsx';

const states: Readonly<Record<InvitationView['state'], () => string>> = {
  open: m.annotation_invitation_open,
  accepted: m.annotation_invitation_accepted,
  declined: m.annotation_invitation_declined,
  revoked: m.annotation_invitation_revoked,
};

/** Whom the demand side has invited, and one more from the approved vendors. */
export function Invitations({ of, vendors, invitations }: PackageData) {
  const free = vendors.filter(
    ({ organisation }) =>
      organisation.slug !== of.org.slug &&
      !invitations.some((one) => one.vendor.slug === organisation.slug),
  );
  return (
    <Section title={m.annotation_invitations()} hint={m.annotation_invitations_hint()}>
      {invitations.length > 0 && (
        <ul className="card mb-4 divide-y divide-line">
          {invitations.map((one) => (
            <li
              key={one.vendor.id}
              className="flex flex-wrap items-center gap-x-5 gap-y-1 px-5 py-3"
            >
              <span className="min-w-0 flex-1 basis-48 font-medium">
                {pick(one.vendor.nameZh, one.vendor.nameEn)}
              </span>
              <Badge tone={one.state === 'accepted' ? 'accent' : 'neutral'}>
                {states[one.state]()}
              </Badge>
              {one.share !== null && (
                <span className="tabular text-sm text-muted">
                  {m.annotation_tasks_count({ count: formatCount(one.share) })}
                </span>
              )}
              <span className="tabular text-sm text-faint">{formatDay(one.createdAt)}</span>
            </li>
          ))}
        </ul>
      )}
      {free.length === 0 ? (
        <Notice tone="info">{m.annotation_invite_nobody()}</Notice>
      ) : (
        <InviteForm key={free.length} id={of.id} vendors={free} />
      )}
    </Section>
  );
}

interface InviteFormProps {
  readonly id: string;
  readonly vendors: PackageData['vendors'];
}

function InviteForm({ id, vendors }: InviteFormProps) {
  const { revalidate } = useRevalidator();
  const submit = useSubmit();
  const [org, setOrg] = useState(vendors[0]?.organisation.slug ?? '');
  const [share, setShare] = useState('');
  const [checked, setChecked] = useState(false);
  const wrong = share.trim() !== '' && !/^[1-9]\d{0,6}$/u.test(share.trim());
  const send = (event: FormEvent): void => {
    event.preventDefault();
    setChecked(true);
    if (wrong) return;
    void submit.run(async () => {
      const body = { org, ...(share.trim() === '' ? {} : { share: Number(share) }) };
      await call('POST', `${annotationApi.package(id)}/invite`, body);
      await revalidate();
    });
  };
  return (
    <form noValidate onSubmit={send} className="card p-5">
      <div className="grid items-end gap-4 sm:grid-cols-[minmax(0,1fr)_11rem_auto]">
        <SelectField
          label={m.annotation_vendor()}
          value={org}
          onChange={(event) => setOrg(event.target.value)}
        >
          {vendors.map(({ organisation }) => (
            <option key={organisation.slug} value={organisation.slug}>
              {pick(organisation.name.zh, organisation.name.en)}
            </option>
          ))}
        </SelectField>
        <TextField
          label={m.annotation_invite_share()}
          inputMode="numeric"
          value={share}
          error={
            checked && wrong ? m.annotation_terms_wrong() : submit.problem?.fieldError('share')
          }
          onChange={(event) => setShare(event.target.value)}
        />
        <Button look="primary" type="submit" busy={submit.busy}>
          {m.annotation_invite()}
        </Button>
      </div>
      {submit.message !== undefined && (
        <Notice tone="bad" live className="mt-4">
          {submit.message}
        </Notice>
      )}
    </form>
  );
}
