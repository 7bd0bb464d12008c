import { Link, useSearchParams } from 'react-router';
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
  readonly shownPage: number;
  readonly path: string;
}

const rowsPerPage = 50;
const numeric = new Set(['integer', 'number']);

/** The first rows under heads that tell what the whole column holds. */
export function DataTable({ names, rows, columns, total, shownPage, path }: DataTableProps) {
  const pages = Math.max(1, Math.ceil(rows.length / rowsPerPage));
  const page = Math.min(shownPage, pages);
  const first = (page - 1) * rowsPerPage;
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
            {rows.slice(first, first + rowsPerPage).map((row, index) => (
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
      <div className="flex flex-wrap items-center justify-between gap-3 text-sm text-muted">
        <span className="tabular">{m.viewer_first_rows({ count: formatCount(rows.length) })}</span>
        {pages > 1 && <Pager page={page} pages={pages} />}
      </div>
    </>
  );
}

function Pager({ page, pages }: { readonly page: number; readonly pages: number }) {
  const [query] = useSearchParams();
  const to = (number: number): string => {
    const next = new URLSearchParams(query);
    next.set('page', String(number));
    return `?${next.toString()}`;
  };
  return (
    <nav aria-label={m.search_paging()} className="flex items-center gap-2">
      {page > 1 && (
        <Link to={to(page - 1)} preventScrollReset className={buttonClass('plain', 'sm')}>
          {m.viewer_previous()}
        </Link>
      )}
      <span className="tabular">{m.viewer_page({ page, pages })}</span>
      {page < pages && (
        <Link to={to(page + 1)} preventScrollReset className={buttonClass('plain', 'sm')}>
          {m.viewer_next()}
        </Link>
      )}
    </nav>
  );
}
