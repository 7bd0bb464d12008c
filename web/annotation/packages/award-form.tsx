import { useState, type FormEvent } from 'react';
import { useRevalidator } from 'react-router';
import { call } from '../../api.ts';
import { formatCount } from '../../i18n/format.ts';
import { pick } from '../../i18n/language.ts';
import { m } from '../../i18n/messages.ts';
import { Button } from '../../ui/button.tsx';
import { TextField } from '../../ui/field.tsx';
import { Notice } from '../../ui/notice.tsx';
import { useSubmit } from '../../ui/use-submit.ts';
import { annotationApi } from '../annotation-paths.ts';
import { yuanOf } from './money.ts';
import type { PackageData } from './package-page.tsx';

/** One vendor that may be given a share, and what it asks for. */
interface Candidate {
  readonly slug: string;
  readonly name: string;
  readonly offer: string;
  readonly note: string;
  readonly share: number | undefined;
}

/** Those who have bid; where nobody bids, the approved vendors. */
function candidatesOf({ of, bids, vendors }: PackageData): Candidate[] {
  if (of.mode === 'sealed_bids')
    return bids
      .filter((bid) => bid.state === 'sealed')
      .map((bid) => ({
        slug: bid.vendor.slug,
        name: pick(bid.vendor.nameZh, bid.vendor.nameEn),
        offer: `${m.annotation_price_unit({ yuan: yuanOf(bid.priceFen) })} · ${m.annotation_tasks_count({ count: formatCount(bid.share) })}`,
        note: bid.note,
        share: bid.share,
      }));
  return vendors
    .filter(
      ({ organisation }) =>
        organisation.slug !== of.org.slug &&
        !of.awards.some((award) => award.vendor.slug === organisation.slug),
    )
    .map(({ organisation, headcount }) => ({
      slug: organisation.slug,
      name: pick(organisation.name.zh, organisation.name.en),
      offer: m.annotation_vendor_people({ count: formatCount(headcount) }),
      note: '',
      share: undefined,
    }));
}

/** Gives shares of the package to the vendors chosen. */
export function AwardForm(data: PackageData) {
  const { of } = data;
  const { revalidate } = useRevalidator();
  const submit = useSubmit();
  const [shares, setShares] = useState<Readonly<Record<string, string>>>({});
  const [checked, setChecked] = useState(false);
  const candidates = candidatesOf(data);
  const left = of.taskCount - of.awardedCount;
  const chosen = candidates.filter(({ slug }) => shares[slug] !== undefined);
  const wrong = (slug: string): boolean => !/^[1-9]\d{0,6}$/u.test((shares[slug] ?? '').trim());
  const given = chosen.reduce((sum, { slug }) => sum + (Number(shares[slug]) || 0), 0);
  const choose = ({ slug, share }: Candidate, on: boolean): void =>
    setShares(({ [slug]: _old, ...others }) =>
      on ? { ...others, [slug]: String(Math.min(share ?? left, left)) } : others,
    );
  const send = (event: FormEvent): void => {
    event.preventDefault();
    setChecked(true);
    if (chosen.length === 0 || chosen.some(({ slug }) => wrong(slug))) return;
    void submit.run(async () => {
      const awards = chosen.map(({ slug }) => ({ org: slug, share: Number(shares[slug]) }));
      const body = { revision: of.revision, awards };
      await call('POST', `${annotationApi.package(of.id)}/award`, body);
      await revalidate();
    });
  };
  if (candidates.length === 0) return <Notice tone="info">{m.annotation_award_nobody()}</Notice>;
  return (
    <form noValidate onSubmit={send}>
      <ul className="card divide-y divide-line">
        {candidates.map((one) => {
          const on = shares[one.slug] !== undefined;
          return (
            <li key={one.slug} className="flex flex-wrap items-center gap-x-5 gap-y-2 px-5 py-3">
              <label className="flex min-h-10 min-w-0 flex-1 basis-56 items-center gap-3">
                <input
                  type="checkbox"
                  className="size-4 shrink-0"
                  checked={on}
                  onChange={(event) => choose(one, event.target.checked)}
                />
                <span className="min-w-0">
                  <span className="block font-medium">{one.name}</span>
                  <span className="tabular block text-sm text-muted">{one.offer}</span>
                  {one.note !== '' && <span className="block text-sm">{one.note}</span>}
                </span>
              </label>
              {on && (
                <TextField
                  className="w-36"
                  label={m.annotation_award_share()}
                  inputMode="numeric"
                  value={shares[one.slug] ?? ''}
                  error={checked && wrong(one.slug) ? m.annotation_terms_wrong() : undefined}
                  onChange={(event) => setShares({ ...shares, [one.slug]: event.target.value })}
                />
              )}
            </li>
          );
        })}
      </ul>
      <div className="mt-4 flex flex-wrap items-center gap-4">
        <Button look="primary" type="submit" busy={submit.busy} disabled={chosen.length === 0}>
          {m.annotation_award()}
        </Button>
        <p
          role="status"
          className={`tabular text-sm ${given > left ? 'text-danger' : 'text-muted'}`}
        >
          {m.annotation_award_left({ given: formatCount(given), left: formatCount(left) })}
        </p>
      </div>
      {submit.message !== undefined && (
        <Notice tone="bad" live className="mt-4">
          {submit.message}
        </Notice>
      )}
    </form>
  );
}
