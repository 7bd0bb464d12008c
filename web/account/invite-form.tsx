import { useState, type FormEvent } from 'react';
import { useRevalidator } from 'react-router';
import { call } from '../api.ts';
import { m } from '../i18n/messages.ts';
import { Button } from '../ui/button.tsx';
import { SelectField, TextField } from '../ui/field.tsx';
import { Notice } from '../ui/notice.tsx';
import { useSubmit } from '../ui/use-submit.ts';

/** Sends an invitation by mail; only owners make managers. */
export function InviteForm({ at, owner }: { readonly at: string; readonly owner: boolean }) {
  const { revalidate } = useRevalidator();
  const submit = useSubmit();
  const [email, setEmail] = useState('');
  const [role, setRole] = useState('member');
  const [sent, setSent] = useState(false);
  const send = (event: FormEvent): void => {
    event.preventDefault();
    setSent(false);
    void submit.run(async () => {
      await call('POST', `${at}/invitations`, { email: email.trim(), role });
      setEmail('');
      setSent(true);
      await revalidate();
    });
  };
  return (
    <form noValidate onSubmit={send} className="space-y-4">
      <div className="grid items-end gap-4 sm:grid-cols-[minmax(0,1fr)_9rem_auto]">
        <TextField
          type="email"
          label={m.members_invite_email()}
          value={email}
          error={submit.problem?.fieldError('email')}
          onChange={(event) => setEmail(event.target.value)}
        />
        <SelectField
          label={m.members_role()}
          value={role}
          onChange={(event) => setRole(event.target.value)}
        >
          <option value="member">{m.role_member()}</option>
          {owner && <option value="manager">{m.role_manager()}</option>}
        </SelectField>
        <Button type="submit" icon="mail" busy={submit.busy}>
          {m.members_invite()}
        </Button>
      </div>
      {submit.message !== undefined && (
        <Notice tone="bad" live>
          {submit.message}
        </Notice>
      )}
      {sent && (
        <Notice tone="good" live>
          {m.invitations_sent()}
        </Notice>
      )}
    </form>
  );
}
