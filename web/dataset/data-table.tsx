import { Form, Link, useSearchParams } from 'react-router';
import { formatCount } from '../i18n/format.ts';
import { m } from '../i18n/messages.ts';
import { buttonClass } from '../ui/button.tsx';
import { ColumnHead } from './column-head.tsx';
import type { ColumnView } from './profile-view.ts';

interface DataTableProps {
  readonly names: readonly string[];
  readonly rows: readonly (readonly (string | null)[])[];
  readonly columns: readonly ColumnView[];
  /** Rows of the whole file, where they are counted. */
  readonly total: number | undefined;
  /** Counted from 1. */
  readonly shownPage: number;
  /** There are rows after these, also where nobody has counted them yet. */
  readonly more: boolean;
  readonly path: string;
}

/** Rows of a page, as the API gives them. */
export const rowsPerPage = 100;
const numeric = new Set(['integer', 'number']);

/** A page of rows under heads that tell what the whole column holds. */
export function DataTable(props: DataTableProps) {
  const { names, rows, columns, total, shownPage, path } = props;
  const first = (shownPage - 1) * rowsPerPage;
  const profiles = names.map((name, index) =>
    columns[index]?.name === name ? columns[index] : columns.find((column) => column.name === name),
  );
  return (
    <>
      <div
        tabIndex={0}
        role="region"
        aria-label={path}
        className="card scroll-thin max-h-[75vh] overflow-auto"
      >
        <table className="min-w-full border-separate border-spacing-0 text-sm">
          <thead>
            <tr>
              <th
                scope="col"
                className="sticky top-0 left-0 z-20 border-r border-b border-line bg-sunken px-3 text-faint"
              >
                <span className="sr-only">{m.viewer_row_number()}</span>
              </th>
              {names.map((name, index) => (
                // Names may repeat in a file; the place is what identifies a column.
                <ColumnHead key={index} name={name} profile={profiles[index]} total={total} />
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map((row, index) => (
              <tr key={first + index} className="group">
                <th
                  scope="row"
                  className="tabular sticky left-0 z-10 border-r border-b border-line bg-sunken px-3 py-1.5 text-right text-xs font-normal whitespace-nowrap text-faint"
                >
                  {first + index + 1}
                </th>
                {row.map((cell, column) => (
                  <td
                    key={column}
                    className={`max-w-80 truncate border-b border-line px-3 py-1.5 group-hover:bg-hover ${numeric.has(profiles[column]?.type ?? '') ? 'tabular text-right' : ''}`}
                  >
                    {cell === null || cell === '' ? (
                      <span className="text-faint italic">{m.viewer_empty_cell()}</span>
                    ) : (
                      cell
                    )}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <Paging {...props} first={first} />
    </>
  );
}

/** Which rows these are, and the way to all the others. */
function Paging({
  rows,
  total,
  shownPage,
  more,
  first,
}: DataTableProps & { readonly first: number }) {
  const [query] = useSearchParams();
  const pages = total === undefined ? undefined : Math.max(1, Math.ceil(total / rowsPerPage));
  const to = (number: number): string => {
    const next = new URLSearchParams(query);
    next.set('page', String(number));
    return `?${next.toString()}`;
  };
  const step = (number: number, label: string) => (
    <Link to={to(number)} preventScrollReset className={buttonClass('plain', 'sm')}>
      {label}
    </Link>
  );
  const range = { from: formatCount(first + 1), to: formatCount(first + rows.length) };
  const last = pages === undefined ? !more : shownPage >= pages;
  return (
    <div className="flex flex-wrap items-center justify-between gap-3 text-sm text-muted">
      <span className="tabular">
        {rows.length === 0
          ? m.viewer_no_rows()
          : total === undefined
            ? m.viewer_row_range(range)
            : m.viewer_row_range_of({ ...range, total: formatCount(total) })}
      </span>
      {(shownPage > 1 || !last) && (
        <nav aria-label={m.search_paging()} className="flex flex-wrap items-center gap-2">
          {shownPage > 1 && step(shownPage - 1, m.viewer_previous())}
          {pages === undefined ? (
            <span className="tabular">{m.viewer_page_only({ page: shownPage })}</span>
          ) : (
            <PageField key={shownPage} page={shownPage} pages={pages} query={query} />
          )}
          {!last && step(shownPage + 1, m.viewer_next())}
        </nav>
      )}
    </div>
  );
}

interface PageFieldProps {
  readonly page: number;
  readonly pages: number;
  readonly query: URLSearchParams;
}

/** Any page by its number; Enter goes there. */
function PageField({ page, pages, query }: PageFieldProps) {
  return (
    <Form preventScrollReset className="flex items-center gap-2">
      {[...query].map(([name, value]) =>
        name === 'page' ? null : <input key={name} type="hidden" name={name} value={value} />,
      )}
      <label className="flex items-center gap-2">
        <span>{m.viewer_page_label()}</span>
        <input
          type="number"
          name="page"
          min={1}
          max={pages}
          defaultValue={page}
          className="control tabular min-h-8 w-20 px-2 py-0.5"
        />
      </label>
      <span className="tabular">{m.viewer_pages({ pages: formatCount(pages) })}</span>
    </Form>
  );
}
