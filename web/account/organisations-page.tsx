import { useState } from 'react';
import { Link, useRevalidator } from 'react-router';
import { pick } from '../i18n/language.ts';
import { m } from '../i18n/messages.ts';
import { Badge } from '../ui/badge.tsx';
import { Button, ButtonLink } from '../ui/button.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { memberRoles, organisationStatuses } from '../ui/labels.ts';
import { Empty, Notice } from '../ui/notice.tsx';
import { Section } from '../ui/section.tsx';
import { RegisterForm } from './register-form.tsx';
import { useAccount } from './use-account.ts';

/** In whose name the person acts. */
export function Component() {
  const { organisations } = useAccount();
  const { revalidate } = useRevalidator();
  const [registering, setRegistering] = useState(false);
  const [sent, setSent] = useState(false);
  const register = (
    <Button look="primary" icon="plus" onClick={() => setRegistering(true)}>
      {m.orgs_create()}
    </Button>
  );
  return (
    <Section title={m.account_organisations()} action={organisations.length > 0 && register}>
      {sent && (
        <Notice tone="good" live className="mb-4">
          {m.orgs_submitted()}
        </Notice>
      )}
      {organisations.length === 0 ? (
        <Empty icon="building" title={m.orgs_none()} action={register}>
          {m.orgs_none_hint()}
        </Empty>
      ) : (
        <ul className="card divide-y divide-line">
          {organisations.map((org) => (
            <li key={org.id} className="flex flex-wrap items-center gap-x-4 gap-y-2 px-5 py-4">
              <div className="min-w-0 flex-1">
                <p className="flex flex-wrap items-center gap-2">
                  <Link to={`/o/${org.slug}`} className="font-semibold text-ink hover:underline">
                    {pick(org.name.zh, org.name.en)}
                  </Link>
                  <Badge tone={organisationStatuses[org.status].tone}>
                    {organisationStatuses[org.status].name()}
                  </Badge>
                </p>
                <p className="text-sm text-muted">{memberRoles[org.role]()}</p>
              </div>
              <ButtonLink size="sm" to={`/account/organisations/${org.slug}`}>
                {m.orgs_manage()}
              </ButtonLink>
            </li>
          ))}
        </ul>
      )}
      <Dialog open={registering} onClose={() => setRegistering(false)} title={m.orgs_create()}>
        <RegisterForm
          onCancel={() => setRegistering(false)}
          onDone={async () => {
            setRegistering(false);
            setSent(true);
            await revalidate();
          }}
        />
      </Dialog>
    </Section>
  );
}
