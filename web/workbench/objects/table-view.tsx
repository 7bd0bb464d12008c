import { m } from '../../i18n/messages.ts';
import type { DataObject } from '../model/label-config.ts';
import { wordsOf } from '../model/result.ts';
import { useTask } from '../model/task-context.ts';

/** One row as names and values, or several rows as a table. */
export function TableView({ object }: { readonly object: DataObject }) {
  const { data } = useTask();
  const value = data[object.field];
  if (Array.isArray(value)) return <Rows rows={value as Record<string, unknown>[]} />;
  const entries = Object.entries((value ?? {}) as Record<string, unknown>);
  return (
    <dl className="card grid grid-cols-[minmax(7rem,auto)_1fr] text-[0.9375rem]">
      {entries.map(([name, cell]) => (
        <div
          key={name}
          className="col-span-2 grid grid-cols-subgrid gap-4 border-b border-line px-4 py-2 last:border-0"
        >
          <dt className="text-muted">{name}</dt>
          <dd dir="auto">{wordsOf(cell)}</dd>
        </div>
      ))}
    </dl>
  );
}

function Rows({ rows }: { readonly rows: readonly Record<string, unknown>[] }) {
  const columns = [...new Set(rows.flatMap((row) => Object.keys(row)))];
  return (
    <div
      tabIndex={0}
      role="region"
      aria-label={m.workbench_table()}
      className="card scroll-thin overflow-x-auto"
    >
      <table className="w-full text-sm">
        <thead>
          <tr>
            {columns.map((name) => (
              <th key={name} scope="col" className="border-b border-line px-3 py-2 text-left">
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row, i) => (
            <tr key={i} className="border-b border-line last:border-0">
              {columns.map((name) => (
                <td key={name} dir="auto" className="px-3 py-2 align-top">
                  {wordsOf(row[name])}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
