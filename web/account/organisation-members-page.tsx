import { Link, useLoaderData, useRevalidator, type LoaderFunctionArgs } from 'react-router';
import type {
  InvitationViewBody,
  MemberViewBody,
  OrganisationViewBody,
} from '#src/identity/schema.ts';
import { call, load, loadOptional } from '../api.ts';
import { formatDay } from '../i18n/format.ts';
import { pick } from '../i18n/language.ts';
import { m } from '../i18n/messages.ts';
import { Badge } from '../ui/badge.tsx';
import { ConfirmButton } from '../ui/confirm-button.tsx';
import { memberRoles, organisationStatuses } from '../ui/labels.ts';
import { Notice } from '../ui/notice.tsx';
import { Section } from '../ui/section.tsx';
import { useSubmit } from '../ui/use-submit.ts';
import { AccessDecisions, loadDecisions, type Decisions } from './access-decisions.tsx';
import { InviteForm } from './invite-form.tsx';
import { useAccount } from './use-account.ts';

interface MembersData {
  readonly org: OrganisationViewBody;
  readonly members: readonly MemberViewBody[];
  readonly invitations: readonly InvitationViewBody[];
  readonly decisions: Decisions;
}

export async function loader({ params, context }: LoaderFunctionArgs): Promise<MembersData> {
  const at = `/organisations/${params['slug'] ?? ''}`;
  const [org, members, invitations, decisions] = await Promise.all([
    load<OrganisationViewBody>(context, at),
    load<{ items: MemberViewBody[] }>(context, `${at}/members`),
    loadOptional<{ items: InvitationViewBody[] }>(context, `${at}/invitations`),
    loadDecisions(context, params['slug'] ?? ''),
  ]);
  return { org, members: members.items, invitations: invitations?.items ?? [], decisions };
}

/** Members, invitations and waiting data requests of one organisation. */
export function Component() {
  const { org, members, invitations, decisions } = useLoaderData<MembersData>();
  const account = useAccount();
  const { revalidate } = useRevalidator();
  const at = `/organisations/${org.slug}`;
  const manages = org.role === 'owner' || org.role === 'manager';
  const status = organisationStatuses[org.status];
  const remove = async (path: string): Promise<void> => {
    await call('DELETE', path);
    await revalidate();
  };
  return (
    <>
      <div>
        <p className="flex flex-wrap items-center gap-2.5">
          <Link to={`/o/${org.slug}`} className="text-xl font-semibold text-ink hover:underline">
            {pick(org.name.zh, org.name.en)}
          </Link>
          <Badge tone={status.tone}>{status.name()}</Badge>
        </p>
        {org.private?.statusReason !== undefined && (
          <Notice tone="warn" className="mt-3">
            {org.private.statusReason}
          </Notice>
        )}
      </div>
      {manages && (
        <p className="flex flex-wrap gap-4 text-sm">
          <Link to={`/account/organisations/${org.slug}/ledger`} className="link">
            {m.ledger_title()}
          </Link>
          {org.kind === 'annotation-vendor' && (
            <Link to={`/annotation/vendors/${org.slug}/profile`} className="link">
              {m.vendor_profile()}
            </Link>
          )}
        </p>
      )}
      {manages && <AccessDecisions decisions={decisions} />}
      <Section title={m.members_title()}>
        <ul className="card divide-y divide-line">
          {members.map((member) => (
            <li
              key={member.userId}
              className="flex flex-wrap items-center gap-x-4 gap-y-2 px-5 py-3"
            >
              <div className="min-w-0 flex-1">
                <p className="font-medium">{member.name}</p>
                {member.email !== undefined && <p className="text-sm text-muted">{member.email}</p>}
              </div>
              <RoleOf
                member={member}
                at={at}
                may={org.role === 'owner' && member.role !== 'owner'}
              />
              {member.role !== 'owner' && (manages || member.userId === account.id) && (
                <ConfirmButton
                  label={member.userId === account.id ? m.members_leave() : m.members_remove()}
                  look="danger"
                  ask={m.members_remove_ask({ name: member.name })}
                  act={() => remove(`${at}/members/${member.userId}`)}
                />
              )}
            </li>
          ))}
        </ul>
      </Section>
      {manages && (
        <Section title={m.members_invite()}>
          <InviteForm at={at} owner={org.role === 'owner'} />
          {invitations.length > 0 && (
            <>
              <h3 className="eyebrow mt-6">{m.invitations_title()}</h3>
              <ul className="card mt-2 divide-y divide-line">
                {invitations.map((invitation) => (
                  <li
                    key={invitation.id}
                    className="flex flex-wrap items-center gap-x-4 gap-y-2 px-5 py-3"
                  >
                    <div className="min-w-0 flex-1">
                      <p>{invitation.email}</p>
                      <p className="text-sm text-faint">
                        {memberRoles[invitation.role]()} ·{' '}
                        {m.invitations_expires({ day: formatDay(invitation.expiresAt) })}
                      </p>
                    </div>
                    <ConfirmButton
                      label={m.invitations_revoke()}
                      ask={invitation.email}
                      act={() => remove(`${at}/invitations/${invitation.id}`)}
                    />
                  </li>
                ))}
              </ul>
            </>
          )}
        </Section>
      )}
    </>
  );
}

interface RoleOfProps {
  readonly member: MemberViewBody;
  readonly at: string;
  readonly may: boolean;
}

function RoleOf({ member, at, may }: RoleOfProps) {
  const { revalidate } = useRevalidator();
  const submit = useSubmit();
  if (!may) return <span className="text-sm text-muted">{memberRoles[member.role]()}</span>;
  const change = (role: string): void =>
    void submit.run(async () => {
      await call('PATCH', `${at}/members/${member.userId}`, { role });
      await revalidate();
    });
  return (
    <div>
      <select
        aria-label={`${m.members_role()} ${member.name}`}
        value={member.role}
        disabled={submit.busy}
        onChange={(event) => change(event.target.value)}
        className="control min-h-8 w-auto py-0"
      >
        <option value="member">{m.role_member()}</option>
        <option value="manager">{m.role_manager()}</option>
      </select>
      {submit.message !== undefined && (
        <p role="alert" className="mt-1 text-sm text-danger">
          {submit.message}
        </p>
      )}
    </div>
  );
}
