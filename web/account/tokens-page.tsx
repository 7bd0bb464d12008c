import { useState, type FormEvent } from 'react';
import { useLoaderData, useRevalidator, type LoaderFunctionArgs } from 'react-router';
import type { NewTokenView, TokenViewBody } from '#src/identity/schema.ts';
import { call, load } from '../api.ts';
import { formatDay, formatList } from '../i18n/format.ts';
import { m } from '../i18n/messages.ts';
import { Badge } from '../ui/badge.tsx';
import { Button } from '../ui/button.tsx';
import { CodeBlock } from '../ui/code-block.tsx';
import { ConfirmButton } from '../ui/confirm-button.tsx';
import { CheckField, TextField } from '../ui/field.tsx';
import { Empty, Notice } from '../ui/notice.tsx';
import { Section } from '../ui/section.tsx';
import { useSubmit } from '../ui/use-submit.ts';
import { useAccount } from './use-account.ts';

interface TokensData {
  readonly items: readonly TokenViewBody[];
  /** Now, for the word “expired”; the server's, so that both sides say the same. */
  readonly now: number;
}

export const loader = async ({ context }: LoaderFunctionArgs): Promise<TokensData> => ({
  ...(await load<{ items: TokenViewBody[] }>(context, '/me/tokens')),
  now: Date.now(),
});

type Scope = TokenViewBody['scopes'][number];
const scopes: Readonly<Record<Scope, () => string>> = {
  'catalog:read': m.scope_catalog_read,
  'catalog:write': m.scope_catalog_write,
  'annotation:read': m.scope_annotation_read,
  'annotation:write': m.scope_annotation_write,
  'review:read': m.scope_review_read,
  'review:write': m.scope_review_write,
  'org:manage': m.scope_org_manage,
  account: m.scope_account,
  staff: m.scope_staff,
};

export function Component() {
  const { items, now } = useLoaderData<TokensData>();
  return (
    <>
      <Section title={m.account_tokens()} hint={m.tokens_hint()}>
        <CreateToken />
      </Section>
      {items.length === 0 ? (
        <Empty icon="key" title={m.tokens_none()} />
      ) : (
        <ul className="card divide-y divide-line">
          {items.map((token) => (
            <Token key={token.id} token={token} now={now} />
          ))}
        </ul>
      )}
    </>
  );
}

function CreateToken() {
  const staff = useAccount().staff.length > 0;
  const { revalidate } = useRevalidator();
  const submit = useSubmit();
  const [name, setName] = useState('');
  const [days, setDays] = useState('90');
  const [chosen, setChosen] = useState<readonly Scope[]>(['catalog:read']);
  const [checked, setChecked] = useState(false);
  const [token, setToken] = useState<string>();
  const create = (event: FormEvent): void => {
    event.preventDefault();
    setChecked(true);
    if (name.trim() === '' || chosen.length === 0) return;
    void submit.run(async () => {
      const body = { name: name.trim(), scopes: chosen, days: Number(days) };
      const made = await call<typeof NewTokenView.infer>('POST', '/me/tokens', body);
      setToken(made.token);
      setName('');
      setChecked(false);
      await revalidate();
    });
  };
  const offered = (Object.keys(scopes) as Scope[]).filter((scope) => staff || scope !== 'staff');
  return (
    <form noValidate onSubmit={create} className="card space-y-5 p-5 sm:p-6">
      {token !== undefined && (
        <Notice tone="good" live title={m.tokens_created()}>
          <div className="mt-2">
            <CodeBlock what={m.account_tokens()} text={token} />
          </div>
        </Notice>
      )}
      <div className="grid gap-5 sm:grid-cols-[minmax(0,1fr)_10rem]">
        <TextField
          label={m.tokens_name()}
          hint={m.tokens_name_hint()}
          maxLength={80}
          value={name}
          error={
            checked && name.trim() === '' ? m.field_required() : submit.problem?.fieldError('name')
          }
          onChange={(event) => setName(event.target.value)}
        />
        <TextField
          type="number"
          label={m.tokens_days()}
          hint="1–365"
          min={1}
          max={365}
          value={days}
          error={submit.problem?.fieldError('days')}
          onChange={(event) => setDays(event.target.value)}
        />
      </div>
      <fieldset>
        <legend className="mb-2 text-[0.9375rem] font-medium">{m.tokens_scopes()}</legend>
        <div className="grid gap-2 sm:grid-cols-2">
          {offered.map((scope) => (
            <CheckField
              key={scope}
              label={scopes[scope]()}
              checked={chosen.includes(scope)}
              onChange={(event) =>
                setChosen(
                  event.target.checked ? [...chosen, scope] : chosen.filter((s) => s !== scope),
                )
              }
            />
          ))}
        </div>
        {checked && chosen.length === 0 && (
          <p className="mt-1 text-sm font-medium text-danger">{m.tokens_scope_required()}</p>
        )}
      </fieldset>
      {submit.message !== undefined && (
        <Notice tone="bad" live>
          {submit.message}
        </Notice>
      )}
      <Button look="primary" type="submit" busy={submit.busy}>
        {m.tokens_create()}
      </Button>
    </form>
  );
}

function Token({ token, now }: { readonly token: TokenViewBody; readonly now: number }) {
  const { revalidate } = useRevalidator();
  const expired = Date.parse(token.expiresAt) <= now;
  const day = formatDay(token.expiresAt);
  return (
    <li className="flex flex-wrap items-center gap-x-4 gap-y-2 px-5 py-3.5">
      <div className="min-w-0 flex-1">
        <p className="flex flex-wrap items-center gap-2 font-medium">
          {token.name}
          <code className="font-mono text-xs text-faint">{token.hint}</code>
          {expired && <Badge tone="danger">{m.tokens_expired({ day })}</Badge>}
        </p>
        <p className="text-sm text-muted">
          {formatList(token.scopes.map((scope) => scopes[scope]()))}
        </p>
        <p className="tabular text-sm text-faint">
          {!expired && `${m.tokens_expires({ day })} · `}
          {token.lastUsedAt === undefined
            ? m.tokens_never_used()
            : m.tokens_last_used({ day: formatDay(token.lastUsedAt) })}
        </p>
      </div>
      <ConfirmButton
        label={m.tokens_revoke()}
        look="danger"
        ask={m.tokens_revoke_ask({ name: token.name })}
        act={async () => {
          await call('DELETE', `/me/tokens/${token.id}`);
          await revalidate();
        }}
      />
    </li>
  );
}
