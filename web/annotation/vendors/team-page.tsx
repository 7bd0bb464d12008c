import { useState, type FormEvent } from 'react';
import { Link, useLoaderData, useRevalidator, type LoaderFunctionArgs } from 'react-router';
import type { VendorMemberViewBody, VendorViewBody } from '#src/annotation/vendors/schema.ts';
import { call, load } from '../../api.ts';
import type { PageHandle } from '../../head.ts';
import { pick } from '../../i18n/language.ts';
import { m } from '../../i18n/messages.ts';
import { requireSession } from '../../shell/require-session.ts';
import { Badge } from '../../ui/badge.tsx';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { SelectField, TextField } from '../../ui/field.tsx';
import { Notice } from '../../ui/notice.tsx';
import { useSubmit } from '../../ui/use-submit.ts';
import { vendorRoles } from './vendor-words.ts';

interface TeamData {
  readonly vendor: VendorViewBody;
  readonly members: readonly VendorMemberViewBody[];
}

export async function loader({ params, context, request }: LoaderFunctionArgs): Promise<TeamData> {
  await requireSession(context, request);
  const at = `/annotation/vendors/${encodeURIComponent(params['org'] ?? '')}`;
  const [vendor, { items }] = await Promise.all([
    load<VendorViewBody>(context, at),
    load<{ items: VendorMemberViewBody[] }>(context, `${at}/members`),
  ]);
  return { vendor, members: items };
}

export const handle: PageHandle<TeamData> = {
  head: () => ({ title: m.vendor_team(), noindex: true }),
};

/** Who does what in a vendor. */
export function Component() {
  const { vendor, members } = useLoaderData<TeamData>();
  const { slug, name } = vendor.organisation;
  return (
    <div className="page pt-8 pb-16">
      <p className="text-sm">
        <Link to={`/annotation/vendors/${slug}`} className="link">
          {pick(name.zh, name.en)}
        </Link>
      </p>
      <h1 className="text-2xl">{m.vendor_team()}</h1>
      <p className="mt-2 max-w-3xl text-muted">
        {m.vendor_team_lead()}{' '}
        <Link to={`/account/organisations/${slug}`} className="link">
          {m.vendor_team_invite()}
        </Link>
      </p>
      <ul className="card mt-6 max-w-4xl divide-y divide-line">
        {members.map((member) => (
          <li key={member.userId} className="flex flex-wrap items-center gap-x-4 gap-y-2 px-5 py-3">
            <span className="min-w-0 flex-1 basis-48 font-medium">{member.name}</span>
            <span className="flex flex-wrap gap-1">
              {member.skills.map((skill) => (
                <Badge key={skill}>{skill}</Badge>
              ))}
            </span>
            <span className="text-sm text-muted">
              {member.role === undefined ? m.vendor_role_none() : vendorRoles[member.role]()}
              {member.role !== undefined && !member.assigned && (
                <span className="block text-faint">{m.vendor_role_from_org()}</span>
              )}
            </span>
            {vendor.role === 'manager' && <Assign member={member} slug={slug} />}
          </li>
        ))}
      </ul>
    </div>
  );
}

interface AssignProps {
  readonly member: VendorMemberViewBody;
  readonly slug: string;
}

function Assign({ member, slug }: AssignProps) {
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button
        size="sm"
        aria-label={`${m.vendor_role_change()} ${member.name}`}
        onClick={() => setOpen(true)}
      >
        {m.vendor_role_change()}
      </Button>
      <Dialog open={open} onClose={() => setOpen(false)} title={member.name}>
        <AssignForm member={member} slug={slug} onClose={() => setOpen(false)} />
      </Dialog>
    </>
  );
}

function AssignForm({ member, slug, onClose }: AssignProps & { readonly onClose: () => void }) {
  const { revalidate } = useRevalidator();
  const submit = useSubmit();
  const [role, setRole] = useState<string>(member.assigned ? (member.role ?? '') : '');
  const [skills, setSkills] = useState(member.skills.join(', '));
  const send = (event: FormEvent): void => {
    event.preventDefault();
    void submit.run(async () => {
      const at = `/annotation/vendors/${slug}/members/${member.userId}`;
      const list = skills.split(/[,\u3001\uff0c]/u).map((one) => one.trim());
      if (role === '') await call('DELETE', at);
      else await call('PUT', at, { role, skills: list.filter((one) => one !== '') });
      await revalidate();
      onClose();
    });
  };
  return (
    <form noValidate onSubmit={send} className="space-y-4">
      <SelectField
        label={m.members_role()}
        value={role}
        onChange={(event) => setRole(event.target.value)}
      >
        <option value="">{m.vendor_role_unassigned()}</option>
        {Object.entries(vendorRoles).map(([value, label]) => (
          <option key={value} value={value}>
            {label()}
          </option>
        ))}
      </SelectField>
      {role !== '' && (
        <TextField
          label={m.vendor_skills()}
          hint={m.annotation_terms_skills_hint()}
          value={skills}
          error={submit.problem?.fieldError('skills')}
          onChange={(event) => setSkills(event.target.value)}
        />
      )}
      {submit.message !== undefined && (
        <Notice tone="bad" live>
          {submit.message}
        </Notice>
      )}
      <div className="flex justify-end gap-3">
        <Button onClick={onClose}>{m.cancel()}</Button>
        <Button look="primary" type="submit" busy={submit.busy}>
          {m.annotation_save()}
        </Button>
      </div>
    </form>
  );
}
