import { Link, useLoaderData, useSearchParams, type LoaderFunctionArgs } from 'react-router';
import type { AccountList, StatementPage } from '#src/ledger/schema.ts';
import { MoreLink, queryOf } from '../annotation/more-link.tsx';
import { moneyOf } from '../annotation/packages/money.ts';
import { load } from '../api.ts';
import { formatInstant } from '../i18n/format.ts';
import { pick } from '../i18n/language.ts';
import { m } from '../i18n/messages.ts';
import { Empty } from '../ui/notice.tsx';
import { Section } from '../ui/section.tsx';

interface LedgerData {
  readonly slug: string;
  readonly accounts: typeof AccountList.infer;
  readonly statement: typeof StatementPage.infer | undefined;
}

export async function loader({
  params,
  context,
  request,
}: LoaderFunctionArgs): Promise<LedgerData> {
  const slug = params['slug'] ?? '';
  const at = `/organisations/${encodeURIComponent(slug)}/ledger/accounts`;
  const accounts = await load<typeof AccountList.infer>(context, at);
  const asked = new URL(request.url).searchParams.get('account');
  const id = accounts.items.find((one) => one.id === asked)?.id ?? accounts.items[0]?.id;
  const statement =
    id === undefined
      ? undefined
      : await load<typeof StatementPage.infer>(context, `${at}/${id}/lines?${queryOf(request)}`);
  return { slug, accounts, statement };
}

const kinds: Readonly<Record<string, () => string>> = {
  'annotation-receivable': m.ledger_receivable,
  'annotation-payable': m.ledger_payable,
};
const kindName = (kind: string): string => kinds[kind]?.() ?? kind;

/** What an organisation is owed and owes: its accounts, and the lines of one with running balances. */
export function Component() {
  const { slug, accounts, statement } = useLoaderData<LedgerData>();
  const [search] = useSearchParams();
  const first = search.get('cursor') === null;
  return (
    <Section
      title={m.ledger_title()}
      hint={m.ledger_lead()}
      action={
        <Link to={`/account/organisations/${slug}`} className="link text-sm">
          {m.ledger_back()}
        </Link>
      }
    >
      {statement === undefined ? (
        <Empty icon="finance" title={m.ledger_none()}>
          {m.ledger_none_hint()}
        </Empty>
      ) : (
        <>
          <ul className="grid grid-cols-1 gap-3 sm:grid-cols-2">
            {accounts.items.map((one) => (
              <li key={one.id}>
                <Link
                  to={`?account=${one.id}`}
                  aria-current={one.id === statement.account.id ? 'page' : undefined}
                  className={`card block p-4 text-ink no-underline hover:bg-hover ${one.id === statement.account.id ? 'border-accent' : ''}`}
                >
                  <span className="block text-sm text-muted">{kindName(one.kind)}</span>
                  <strong className="tabular text-xl font-semibold">{moneyOf(one.balance)}</strong>
                </Link>
              </li>
            ))}
          </ul>
          <h3 className="mt-8 text-[0.9375rem] font-semibold">
            {first ? m.ledger_lines() : m.ledger_lines_earlier()}
          </h3>
          <div
            tabIndex={0}
            role="region"
            aria-label={m.ledger_lines()}
            className="card scroll-thin mt-3 overflow-x-auto"
          >
            <table className="tabular w-full min-w-[32rem] text-sm">
              <thead className="border-b border-line text-left text-muted">
                <tr>
                  <th className="px-4 py-2 font-medium">{m.ledger_when()}</th>
                  <th className="px-4 py-2 font-medium">{m.ledger_what()}</th>
                  <th className="px-4 py-2 text-right font-medium">{m.statement_amount()}</th>
                  <th className="px-4 py-2 text-right font-medium">{m.ledger_balance()}</th>
                </tr>
              </thead>
              <tbody className="divide-y divide-line">
                {statement.items.map((line, index) => (
                  <tr key={`${line.entryId}${index}`}>
                    <td className="px-4 py-2 whitespace-nowrap">{formatInstant(line.postedAt)}</td>
                    <td className="px-4 py-2">{pick(line.description.zh, line.description.en)}</td>
                    <td className="px-4 py-2 text-right">{moneyOf(line.amount)}</td>
                    <td className="px-4 py-2 text-right">{moneyOf(line.balance)}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
          <MoreLink next={statement.next} />
        </>
      )}
    </Section>
  );
}
