import { useState } from 'react';
import type { StatementViewBody, SubmissionPage } from '#src/annotation/settlement/schema.ts';
import { call } from '../../api.ts';
import { formatCount, formatNumber } from '../../i18n/format.ts';
import { m } from '../../i18n/messages.ts';
import { Button } from '../../ui/button.tsx';
import { useSubmit } from '../../ui/use-submit.ts';
import { moneyOf } from '../packages/money.ts';

type Settlement = StatementViewBody['settlements'][number];
type Page = typeof SubmissionPage.infer;

/** The lines of one settlement with their sum, and the results behind them on request. */
export function SettlementLines({ of }: { readonly of: Settlement }) {
  return (
    <>
      <div
        tabIndex={0}
        role="region"
        aria-label={m.statement_settlement({ number: String(of.number) })}
        className="card scroll-thin mt-3 overflow-x-auto"
      >
        <table className="tabular w-full min-w-[34rem] text-sm">
          <thead className="border-b border-line text-left text-muted">
            <tr>
              <th className="px-4 py-2 font-medium">{m.statement_item()}</th>
              <th className="px-4 py-2 text-right font-medium">{m.statement_units()}</th>
              <th className="px-4 py-2 text-right font-medium">{m.statement_rate()}</th>
              <th className="px-4 py-2 text-right font-medium">{m.statement_share()}</th>
              <th className="px-4 py-2 text-right font-medium">{m.statement_amount()}</th>
            </tr>
          </thead>
          <tbody className="divide-y divide-line">
            {of.lines.map((line, at) => (
              <tr key={`${line.kind}${at}`}>
                <td className="px-4 py-2">
                  {line.kind === 'accepted' ? m.statement_accepted() : m.statement_rework()}
                  {line.band !== undefined && <span className="ml-2 text-faint">{line.band}</span>}
                </td>
                <td className="px-4 py-2 text-right">{formatCount(line.units)}</td>
                <td className="px-4 py-2 text-right">{moneyOf(of.rate)}</td>
                <td className="px-4 py-2 text-right">{formatNumber(line.basisPoints / 100, 5)}%</td>
                <td className="px-4 py-2 text-right">{moneyOf(line.amount)}</td>
              </tr>
            ))}
          </tbody>
          <tfoot className="border-t border-line font-semibold">
            <tr>
              <td className="px-4 py-2" colSpan={4}>
                {m.statement_sum()}
              </td>
              <td className="px-4 py-2 text-right">{moneyOf(of.total)}</td>
            </tr>
          </tfoot>
        </table>
      </div>
      <Results id={of.id} />
    </>
  );
}

/** Which results a settlement paid for or charged, a page at a time. */
function Results({ id }: { readonly id: string }) {
  const submit = useSubmit();
  const [items, setItems] = useState<Page['items']>();
  const [next, setNext] = useState<string>();
  const more = (): void =>
    void submit.run(async () => {
      const query = next === undefined ? '' : `&cursor=${encodeURIComponent(next)}`;
      const at = `/annotation/settlements/${id}/submissions?limit=50${query}`;
      const page = await call<Page>('GET', at);
      setItems([...(items ?? []), ...page.items]);
      setNext(page.next);
    });
  return (
    <div className="mt-3">
      {items && (
        <ul className="card mb-3 divide-y divide-line text-sm">
          {items.map((one) => (
            <li
              key={`${one.line}${one.annotationId}`}
              className="tabular flex flex-wrap gap-x-4 px-4 py-1.5"
            >
              <span className="text-muted">{m.statement_line({ line: String(one.line) })}</span>
              <a
                href={`/api/v1/annotation/annotations/${one.annotationId}`}
                className="link min-w-0 flex-1 font-mono break-all"
              >
                {one.annotationId}
              </a>
              <span>{m.statement_units_of({ units: formatCount(one.units) })}</span>
            </li>
          ))}
        </ul>
      )}
      {(items === undefined || next !== undefined) && (
        <Button size="sm" busy={submit.busy} onClick={more}>
          {items === undefined ? m.statement_results() : m.annotation_next_page()}
        </Button>
      )}
      {submit.message !== undefined && (
        <p role="alert" className="mt-1 text-sm text-danger">
          {submit.message}
        </p>
      )}
    </div>
  );
}
