import { useState, type FormEvent } from 'react';
import { useRevalidator } from 'react-router';
import type { PackageView } from '#src/annotation/packages/schema.ts';
import { call } from '../../api.ts';
import { pick } from '../../i18n/language.ts';
import { m } from '../../i18n/messages.ts';
import type { Session } from '../../shell/load-root.ts';
import { useRootData } from '../../shell/root-data.ts';
import { Button } from '../../ui/button.tsx';
import { SelectField, TextField } from '../../ui/field.tsx';
import { Notice } from '../../ui/notice.tsx';
import { useSubmit } from '../../ui/use-submit.ts';
import { annotationApi } from '../annotation-paths.ts';
import { fenOf } from './money.ts';

/** How a vendor takes the work, or why it cannot. */
export function ClaimBox({ of }: { readonly of: PackageView }) {
  const session = useRootData()?.session ?? null;
  if (of.mode === 'own_team' || of.may.edit || of.may.label) return null;
  const vendors = (session?.organisations ?? []).filter(
    (org) => org.status === 'approved' && org.role !== 'member' && org.slug !== of.org.slug,
  );
  const reason = whyNot(of, vendors.length, session);
  return (
    <section aria-labelledby="claim" className="card border-accent-line p-5">
      <h2 id="claim" className="text-[0.9375rem] font-semibold">
        {of.mode === 'sealed_bids' ? m.annotation_bid() : m.annotation_claim()}
      </h2>
      {reason === undefined ? (
        <ClaimForm of={of} vendors={vendors} />
      ) : (
        <Notice tone="info" className="mt-3">
          {reason}
        </Notice>
      )}
    </section>
  );
}

/** The first thing in the way, as a sentence that says what would change it. */
function whyNot(of: PackageView, vendors: number, session: Session | null): string | undefined {
  if (of.state !== 'open') return m.annotation_claim_not_open();
  if (of.mode === 'invitation') return m.annotation_claim_invited();
  const end = of.mode === 'sealed_bids' ? of.bidDeadline : of.deadline;
  if (end !== null && Date.parse(end) < Date.now()) return m.annotation_claim_over();
  if ((session?.organisations.length ?? 0) === 0) return m.annotation_claim_no_org();
  if (vendors === 0) return m.annotation_claim_role();
  return undefined;
}

interface ClaimFormProps {
  readonly of: PackageView;
  readonly vendors: Session['organisations'];
}

function ClaimForm({ of, vendors }: ClaimFormProps) {
  const { revalidate } = useRevalidator();
  const submit = useSubmit();
  const bids = of.mode === 'sealed_bids';
  const [org, setOrg] = useState(vendors[0]?.slug ?? '');
  const [share, setShare] = useState(String(of.maxShare ?? of.taskCount - of.awardedCount));
  const [price, setPrice] = useState('');
  const [checked, setChecked] = useState(false);
  const shareWrong = !/^[1-9]\d{0,8}$/u.test(share.trim());
  const priceWrong = bids && fenOf(price) === undefined;
  const send = (event: FormEvent): void => {
    event.preventDefault();
    setChecked(true);
    if (shareWrong || priceWrong) return;
    void submit.run(async () => {
      const at = `${annotationApi.package(of.id)}/${bids ? 'bids' : 'claims-by-vendor'}`;
      const body = { org, share: Number(share), ...(bids ? { priceFen: fenOf(price) } : {}) };
      await call('POST', at, body);
      await revalidate();
    });
  };
  return (
    <form noValidate onSubmit={send} className="mt-3 space-y-4">
      {vendors.length > 1 && (
        <SelectField
          label={m.annotation_claim_as()}
          value={org}
          onChange={(event) => setOrg(event.target.value)}
        >
          {vendors.map((one) => (
            <option key={one.slug} value={one.slug}>
              {pick(one.name.zh, one.name.en)}
            </option>
          ))}
        </SelectField>
      )}
      <TextField
        label={m.annotation_claim_share()}
        inputMode="numeric"
        value={share}
        error={
          checked && shareWrong ? m.annotation_terms_wrong() : submit.problem?.fieldError('share')
        }
        onChange={(event) => setShare(event.target.value)}
      />
      {bids && (
        <TextField
          label={m.annotation_terms_price()}
          inputMode="decimal"
          value={price}
          error={
            checked && priceWrong
              ? m.annotation_terms_wrong()
              : submit.problem?.fieldError('priceFen')
          }
          onChange={(event) => setPrice(event.target.value)}
        />
      )}
      {submit.message !== undefined && (
        <Notice tone="bad" live title={m.annotation_claim_refused()}>
          {submit.message}
        </Notice>
      )}
      <Button look="primary" type="submit" busy={submit.busy} className="w-full">
        {bids ? m.annotation_bid() : m.annotation_claim()}
      </Button>
    </form>
  );
}
