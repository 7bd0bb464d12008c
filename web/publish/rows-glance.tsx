import { m } from '../i18n/messages.ts';
import type { LocalRows } from './local-rows.ts';

const mostRows = 5;
const mostColumns = 30;

/** A few rows, so that one sees at once whether the file was read as meant. */
export function RowsGlance({ table, name }: { readonly table: LocalRows; readonly name: string }) {
  const columns = table.columns.slice(0, mostColumns);
  return (
    <div
      tabIndex={0}
      role="region"
      aria-label={m.draft_first_rows_of({ name })}
      className="scroll-thin mt-1 overflow-x-auto rounded-md border border-line"
    >
      <table className="min-w-full text-left text-xs">
        <thead>
          <tr className="bg-sunken">
            {columns.map((column, index) => (
              <th
                key={index}
                scope="col"
                className="max-w-48 truncate px-2.5 py-1 font-mono font-semibold whitespace-nowrap"
              >
                {column}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {table.rows.slice(0, mostRows).map((row, index) => (
            <tr key={index} className="border-t border-line">
              {columns.map((_, place) => (
                <td key={place} className="max-w-48 truncate px-2.5 py-1 whitespace-nowrap">
                  {row[place] ?? <span className="text-faint">–</span>}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
