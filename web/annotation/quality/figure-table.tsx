import type { ReactNode } from 'react';

interface FigureTableProps {
  readonly label: string;
  /** Columns; those behind the first hold numbers unless told otherwise. */
  readonly head: readonly string[];
  readonly rows: readonly (readonly ReactNode[])[];
  /** Columns that hold words. */
  readonly words?: readonly number[];
}

/** A table of figures that scrolls sideways where it does not fit. */
export function FigureTable({ label, head, rows, words = [0] }: FigureTableProps) {
  const side = (at: number): string => (words.includes(at) ? 'text-left' : 'text-right');
  return (
    <div className="card scroll-thin overflow-x-auto" tabIndex={0} role="region" aria-label={label}>
      <table className="tabular w-full text-sm whitespace-nowrap">
        <thead>
          <tr className="border-b border-line text-muted">
            {head.map((name, at) => (
              <th key={name} scope="col" className={`px-4 py-2 font-medium ${side(at)}`}>
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody className="divide-y divide-line">
          {rows.map((row, n) => (
            <tr key={n}>
              {row.map((cell, at) => (
                <td key={at} className={`px-4 py-1.5 ${side(at)}`}>
                  {cell}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** A figure to three decimals; a dash where it is not defined. */
export const figure = (value: number | null): string =>
  value === null ? '—' : value.toFixed(3).replace(/^-0\.000$/, '0.000');
