import { useLoaderData, type LoaderFunctionArgs } from 'react-router';
import type { StatementViewBody } from '#src/annotation/settlement/schema.ts';
import { load } from '../../api.ts';
import type { PageHandle } from '../../head.ts';
import { formatInstant, formatNumber } from '../../i18n/format.ts';
import { language, pick } from '../../i18n/language.ts';
import { m } from '../../i18n/messages.ts';
import { requireSession } from '../../shell/require-session.ts';
import { useRootData } from '../../shell/root-data.ts';
import { Empty, Notice } from '../../ui/notice.tsx';
import { FileLink } from '../bases/bases-page.tsx';
import { moneyOf } from '../packages/money.ts';
import { Disputes } from './disputes.tsx';
import { SettlementLines } from './settlement-lines.tsx';

export async function loader({
  params,
  context,
  request,
}: LoaderFunctionArgs): Promise<StatementViewBody> {
  await requireSession(context, request);
  return load(context, `/annotation/awards/${params['id'] ?? ''}/statement`);
}

export const handle: PageHandle<StatementViewBody> = {
  head: () => ({ title: m.statement_title(), noindex: true }),
};

/** What was settled under an award, line by line, and what the ledger holds for it. */
export function Component() {
  const of = useLoaderData<StatementViewBody>();
  const side = useSide(of);
  const files = `/api/v1/annotation/awards/${of.awardId}/statement`;
  return (
    <div className="page pt-8 pb-16">
      <div className="flex flex-wrap items-start justify-between gap-4">
        <div className="min-w-0">
          <h1 className="text-2xl">{m.statement_title()}</h1>
          <p className="mt-1 text-muted">{of.package}</p>
        </div>
        <p className="flex gap-2">
          <FileLink href={`${files}.csv?lang=${language()}`} name="CSV" />
          <FileLink href={`${files}.pdf?lang=${language()}`} name="PDF" />
        </p>
      </div>
      <dl className="mt-6 grid grid-cols-1 gap-4 sm:grid-cols-2 lg:grid-cols-4">
        <Figure name={m.statement_demand()} value={pick(of.demand.name.zh, of.demand.name.en)} />
        <Figure name={m.statement_vendor()} value={pick(of.vendor.name.zh, of.vendor.name.en)} />
        <Figure name={m.statement_adjusted()} value={moneyOf(of.adjusted)} />
        <Figure name={m.statement_total()} value={moneyOf(of.total)} strong />
      </dl>
      {of.ledger !== undefined && (
        <Notice tone={of.ledger === of.total ? 'good' : 'bad'} className="mt-5">
          {of.ledger === of.total
            ? m.statement_agrees({ amount: moneyOf(of.ledger) })
            : m.statement_differs({ amount: moneyOf(of.ledger) })}
        </Notice>
      )}
      <div className="mt-8 space-y-10">
        {of.settlements.length === 0 && (
          <Empty icon="finance" title={m.statement_none()}>
            {m.statement_none_hint()}
          </Empty>
        )}
        {of.settlements.map((one) => (
          <section key={one.id}>
            <h2 id={one.id} className="text-lg">
              {m.statement_settlement({ number: String(one.number) })}
            </h2>
            <p className="tabular text-sm text-muted">
              {formatInstant(one.settledAt)} ·{' '}
              {m.statement_quality({ share: `${formatNumber(one.qualityPpm / 1e4, 5)}%` })}
            </p>
            <SettlementLines of={one} />
            <Disputes of={one} side={side} />
          </section>
        ))}
      </div>
    </div>
  );
}

/** For which side the reader speaks, as the server decides it: the vendor's where they lead both. */
function useSide(of: StatementViewBody): 'demand' | 'vendor' | undefined {
  const session = useRootData()?.session ?? null;
  const leads = (slug: string): boolean =>
    session?.organisations.some((org) => org.slug === slug && org.role !== 'member') ?? false;
  if (leads(of.vendor.slug)) return 'vendor';
  return leads(of.demand.slug) ? 'demand' : undefined;
}

interface FigureProps {
  readonly name: string;
  readonly value: string;
  readonly strong?: boolean;
}

const Figure = ({ name, value, strong = false }: FigureProps) => (
  <div className="card p-4">
    <dt className="text-sm text-muted">{name}</dt>
    <dd className={strong ? 'tabular text-xl font-semibold' : 'tabular font-medium'}>{value}</dd>
  </div>
);
