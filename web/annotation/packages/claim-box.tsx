import { useState, type FormEvent } from 'react';
import { useRevalidator } from 'react-router';
import type { BidView } from '#src/annotation/packages/distribution-schema.ts';
import type { PackageView } from '#src/annotation/packages/schema.ts';
import { call } from '../../api.ts';
import { formatCount } from '../../i18n/format.ts';
import { pick } from '../../i18n/language.ts';
import { m } from '../../i18n/messages.ts';
import { useRootData } from '../../shell/root-data.ts';
import { Badge } from '../../ui/badge.tsx';
import { Button } from '../../ui/button.tsx';
import { SelectField, TextArea, TextField } from '../../ui/field.tsx';
import { Notice } from '../../ui/notice.tsx';
import { useSubmit } from '../../ui/use-submit.ts';
import { annotationApi } from '../annotation-paths.ts';
import { fenOf, yuanOf } from './money.ts';

interface ClaimBoxProps {
  readonly of: PackageView;
  readonly bids: readonly BidView[];
}

/** How a vendor takes the work, or why it cannot. */
export function ClaimBox({ of, bids }: ClaimBoxProps) {
  const session = useRootData()?.session ?? null;
  if (of.mode === 'own_team' || of.may.edit || of.may.label) return null;
  const able = of.vendors.filter((one) => one.refusal === null);
  const sealed = of.mode === 'sealed_bids';
  const mine = bids.filter((bid) => of.vendors.some((one) => one.slug === bid.vendor.slug));
  return (
    <section aria-labelledby="claim" className="card border-accent-line p-5">
      <h2 id="claim" className="text-[0.9375rem] font-semibold">
        {titleOf(of)}
      </h2>
      {mine.map((bid) => (
        <OwnBid key={bid.id} bid={bid} />
      ))}
      {able.length > 0 && <ClaimForm of={of} vendors={able} bid={mine[0]} />}
      {able.length === 0 && (
        <>
          <ul className="mt-3 space-y-3">
            {reasons(of, (session?.organisations.length ?? 0) > 0).map(({ name, sentence }) => (
              <li key={name + sentence}>
                <Notice tone="info">
                  {name !== '' && <span className="block font-medium">{name}</span>}
                  {sentence}
                </Notice>
              </li>
            ))}
          </ul>
          <Button look="primary" disabled className="mt-3 w-full">
            {sealed ? m.annotation_bid() : m.annotation_claim()}
          </Button>
        </>
      )}
    </section>
  );
}

const titleOf = (of: PackageView): string =>
  of.mode === 'sealed_bids'
    ? m.annotation_bid()
    : of.mode === 'invitation'
      ? m.annotation_accept_invitation()
      : m.annotation_claim();

/** What is in the way of each organisation of the reader, as the API would say it. */
function reasons(of: PackageView, hasOrg: boolean): { name: string; sentence: string }[] {
  if (!hasOrg) return [{ name: '', sentence: m.annotation_claim_no_org() }];
  if (of.vendors.length === 0) return [{ name: '', sentence: m.annotation_claim_not_open() }];
  return of.vendors.flatMap(({ nameZh, nameEn, refusal }) =>
    refusal === null
      ? []
      : [
          {
            name: pick(nameZh, nameEn),
            sentence:
              refusal.code === 'hub.forbidden'
                ? m.annotation_claim_role()
                : refusal.code === 'hub.wrongState'
                  ? m.annotation_claim_not_open()
                  : pick(refusal.sentence.zh, refusal.sentence.en),
          },
        ],
  );
}

const bidStates: Readonly<Record<BidView['state'], () => string>> = {
  sealed: m.annotation_bid_sealed,
  withdrawn: m.annotation_bid_withdrawn,
  won: m.annotation_bid_won,
  lost: m.annotation_bid_lost,
};

const OwnBid = ({ bid }: { readonly bid: BidView }) => (
  <p className="tabular mt-3 flex flex-wrap items-center gap-2 text-sm" role="status">
    <Badge tone={bid.state === 'won' ? 'accent' : 'neutral'}>{bidStates[bid.state]()}</Badge>
    {m.annotation_price_unit({ yuan: yuanOf(bid.priceFen) })} ·{' '}
    {m.annotation_tasks_count({ count: formatCount(bid.share) })}
  </p>
);

interface ClaimFormProps {
  readonly of: PackageView;
  readonly vendors: PackageView['vendors'];
  readonly bid: BidView | undefined;
}

function ClaimForm({ of, vendors, bid }: ClaimFormProps) {
  const { revalidate } = useRevalidator();
  const submit = useSubmit();
  const bids = of.mode === 'sealed_bids';
  const [org, setOrg] = useState(vendors[0]?.slug ?? '');
  const [share, setShare] = useState(String(bid?.share ?? vendors[0]?.most ?? 1));
  const [price, setPrice] = useState(bid ? yuanOf(bid.priceFen).replaceAll(',', '') : '');
  const [note, setNote] = useState(bid?.note ?? '');
  const [checked, setChecked] = useState(false);
  const shareWrong = !/^[1-9]\d{0,8}$/u.test(share.trim());
  const priceWrong = bids && fenOf(price) === undefined;
  const send = (event: FormEvent): void => {
    event.preventDefault();
    setChecked(true);
    if (shareWrong || priceWrong) return;
    void submit.run(async () => {
      const at = `${annotationApi.package(of.id)}/${bids ? 'bids' : 'claims-by-vendor'}`;
      const body = {
        org,
        share: Number(share),
        ...(bids ? { priceFen: fenOf(price), note: note.trim() } : {}),
      };
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
              {pick(one.nameZh, one.nameEn)}
            </option>
          ))}
        </SelectField>
      )}
      <TextField
        label={m.annotation_claim_share()}
        hint={m.annotation_claim_most({
          count: formatCount(vendors.find((one) => one.slug === org)?.most ?? 0),
        })}
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
      {bids && (
        <TextArea
          label={m.annotation_bid_note()}
          rows={2}
          maxLength={2000}
          value={note}
          onChange={(event) => setNote(event.target.value)}
        />
      )}
      {submit.message !== undefined && (
        <Notice tone="bad" live title={m.annotation_claim_refused()}>
          {submit.message}
        </Notice>
      )}
      <Button look="primary" type="submit" busy={submit.busy} className="w-full">
        {bid ? m.annotation_bid_change() : titleOf(of)}
      </Button>
    </form>
  );
}
