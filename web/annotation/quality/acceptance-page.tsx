import { useState } from 'react';
import { Link, useLoaderData, useRevalidator, type LoaderFunctionArgs } from 'react-router';
import type { LotList, LotView } from '#src/annotation/lots/schema.ts';
import type { PackageView } from '#src/annotation/packages/schema.ts';
import { call, load, loadOptional } from '../../api.ts';
import type { PageHandle } from '../../head.ts';
import { formatCount, formatInstant } from '../../i18n/format.ts';
import { pick } from '../../i18n/language.ts';
import { m } from '../../i18n/messages.ts';
import { requireSession } from '../../shell/require-session.ts';
import { Badge } from '../../ui/badge.tsx';
import { Button } from '../../ui/button.tsx';
import { Empty, Notice } from '../../ui/notice.tsx';
import { Section } from '../../ui/section.tsx';
import { annotationApi } from '../annotation-paths.ts';
import { Inspection } from './inspection.tsx';
import { LotFacts } from './lot-facts.tsx';
import { qualityApi } from './quality-paths.ts';

interface AwardLots {
  readonly awardId: string;
  readonly vendor: PackageView['awards'][number]['vendor'];
  readonly lots: LotList;
}
interface AcceptanceData {
  readonly of: PackageView;
  readonly awards: readonly AwardLots[];
}

export async function loader({
  params,
  context,
  request,
}: LoaderFunctionArgs): Promise<AcceptanceData> {
  await requireSession(context, request);
  const of = await load<PackageView>(context, annotationApi.package(params['id'] ?? ''));
  const found = await Promise.all(
    of.awards.map(async (award) => ({
      awardId: award.id,
      vendor: award.vendor,
      lots: await loadOptional<LotList>(context, qualityApi.awardLots(award.id)),
    })),
  );
  return { of, awards: found.flatMap(({ lots, ...award }) => (lots ? [{ ...award, lots }] : [])) };
}

export const handle: PageHandle<AcceptanceData> = {
  head: ({ of }) => ({ title: m.quality_acceptance_title({ name: of.title }), noindex: true }),
};

/** What vendors hand over, what the sample shows, and the certificate. */
export function Component() {
  const { of, awards } = useLoaderData<AcceptanceData>();
  return (
    <div className="page pt-8 pb-16">
      <p className="text-sm">
        <Link to={`/annotation/packages/${of.id}`} className="link">
          {of.title}
        </Link>
      </p>
      <h1 className="text-2xl">{m.quality_acceptance()}</h1>
      <p className="mt-1 max-w-prose text-sm text-muted">
        {of.aql === null ? m.quality_no_plan() : m.quality_plan_is({ aql: of.aql })}
      </p>
      {awards.length === 0 && (
        <Empty icon="table" title={m.quality_no_awards()}>
          {m.quality_no_awards_hint()}
        </Empty>
      )}
      <div className="mt-8 space-y-12">
        {awards.map((award) => (
          <Award key={award.awardId} of={of} award={award} />
        ))}
      </div>
    </div>
  );
}

const severities = {
  normal: m.quality_normal,
  tightened: m.quality_tightened,
  discontinued: m.quality_discontinued,
} as const;

function Award({ of, award }: { readonly of: PackageView; readonly award: AwardLots }) {
  const { lots } = award;
  const [open, setOpen] = useState<string>();
  const { revalidate } = useRevalidator();
  const [wrong, setWrong] = useState('');
  const handOver = async (rework: boolean): Promise<void> => {
    setWrong('');
    try {
      await call('POST', qualityApi.awardLots(award.awardId), { rework });
      await revalidate();
    } catch (cause) {
      setWrong((cause as Error).message);
    }
  };
  const { may, ready, nextCommitment } = lots;
  return (
    <Section
      title={pick(award.vendor.nameZh, award.vendor.nameEn)}
      hint={of.aql === null ? undefined : `${m.quality_severity()}${severities[lots.severity]()}`}
      action={
        may.handOver && (
          <div className="flex flex-wrap gap-2">
            {ready.new > 0 && (
              <Button look="primary" onClick={() => void handOver(false)}>
                {m.quality_hand_over({ count: formatCount(ready.new) })}
              </Button>
            )}
            {ready.rework > 0 && (
              <Button onClick={() => void handOver(true)}>
                {m.quality_hand_over_rework({ count: formatCount(ready.rework) })}
              </Button>
            )}
          </div>
        )
      }
    >
      {wrong !== '' && (
        <Notice tone="bad" live>
          {wrong}
        </Notice>
      )}
      {nextCommitment && of.aql !== null && (
        <p className="mb-4 text-sm text-muted">
          {m.quality_commitment({ number: nextCommitment.sequence })}{' '}
          <code className="text-xs break-all text-ink">{nextCommitment.commitment}</code>
        </p>
      )}
      {lots.items.length === 0 ? (
        <p className="text-muted">{m.quality_no_lots()}</p>
      ) : (
        <ul className="card divide-y divide-line">
          {lots.items.map((lot) => (
            <li key={lot.id} className="px-5 py-4">
              <LotRow
                lot={lot}
                open={open === lot.id}
                toggle={() => setOpen(open === lot.id ? undefined : lot.id)}
              />
              {open === lot.id && (
                <div className="mt-4 space-y-6">
                  <LotFacts lot={lot} />
                  {(lot.may.inspect || lot.state !== 'submitted') && <Inspection lot={lot} />}
                </div>
              )}
            </li>
          ))}
        </ul>
      )}
    </Section>
  );
}

const states: Readonly<
  Record<LotView['state'], { name: () => string; tone: 'amber' | 'accent' | 'danger' }>
> = {
  submitted: { name: m.quality_lot_submitted, tone: 'amber' },
  accepted: { name: m.quality_lot_accepted, tone: 'accent' },
  returned: { name: m.quality_lot_returned, tone: 'danger' },
};

function LotRow({
  lot,
  open,
  toggle,
}: {
  readonly lot: LotView;
  readonly open: boolean;
  toggle(): void;
}) {
  const state = states[lot.state];
  return (
    <div className="flex flex-wrap items-center gap-x-4 gap-y-1">
      <span className="font-medium">{m.quality_lot({ number: lot.sequence })}</span>
      <Badge tone={state.tone}>{state.name()}</Badge>
      {lot.rework && <Badge>{m.quality_rework()}</Badge>}
      <span className="tabular text-sm text-muted">
        {m.quality_lot_size({ size: formatCount(lot.size), sample: formatCount(lot.plan.sample) })}
      </span>
      <span className="tabular flex-1 basis-44 text-sm text-faint">
        {formatInstant(lot.submittedAt)}
      </span>
      <Button size="sm" aria-expanded={open} onClick={toggle}>
        {lot.may.inspect ? m.quality_inspect() : m.quality_details()}
      </Button>
    </div>
  );
}
