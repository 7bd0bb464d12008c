import type { ReactNode } from 'react';
import type { VersionDiff } from '#src/catalog/diff-schema.ts';
import { formatBytes, formatCount } from '../i18n/format.ts';
import { m } from '../i18n/messages.ts';

/** What changed between two versions, file by file. */
export function DiffView({ diff }: { readonly diff: VersionDiff }) {
  const { counts } = diff;
  const nothing = counts.added + counts.removed + counts.changed + counts.renamed === 0;
  return (
    <section aria-labelledby="diff" className="space-y-5">
      <div>
        <h2 id="diff" className="text-lg">
          {m.diff_title({ from: diff.from, to: diff.to })}
        </h2>
        <p className="tabular mt-1 text-sm text-muted">
          {nothing ? m.diff_none() : m.diff_unchanged({ count: formatCount(diff.unchanged) })}
        </p>
        {diff.cardFields.length > 0 && (
          <p className="text-sm text-muted">
            {m.diff_card({ fields: diff.cardFields.join(', ') })}
          </p>
        )}
      </div>
      <Group title={m.diff_added()} sign="+" count={counts.added}>
        {diff.added.map((file) => (
          <Line
            key={file.path}
            path={file.path}
            tone="text-accent"
            fact={formatBytes(file.sizeBytes)}
          />
        ))}
      </Group>
      <Group title={m.diff_removed()} sign="−" count={counts.removed}>
        {diff.removed.map((file) => (
          <Line
            key={file.path}
            path={file.path}
            tone="text-danger"
            fact={formatBytes(file.sizeBytes)}
          />
        ))}
      </Group>
      <Group title={m.diff_changed()} sign="±" count={counts.changed}>
        {diff.changed.map((file) => (
          <Line
            key={file.path}
            path={file.path}
            tone="text-ink"
            fact={`${formatBytes(file.before.sizeBytes)} → ${formatBytes(file.after.sizeBytes)}`}
          >
            {file.table && <TableChange table={file.table} />}
          </Line>
        ))}
      </Group>
      <Group title={m.diff_renamed()} sign="→" count={counts.renamed}>
        {diff.renamed.map((file) => (
          <Line
            key={file.to}
            path={`${file.from} → ${file.to}`}
            tone="text-ink"
            fact={formatBytes(file.sizeBytes)}
          />
        ))}
      </Group>
    </section>
  );
}

interface GroupProps {
  readonly title: string;
  readonly sign: string;
  readonly count: number;
  readonly children: readonly ReactNode[];
}

function Group({ title, sign, count, children }: GroupProps) {
  if (count === 0) return null;
  return (
    <div>
      <h3 className="text-sm font-semibold">
        <span aria-hidden className="mr-1.5 font-mono">
          {sign}
        </span>
        {title} <span className="tabular text-faint">{formatCount(count)}</span>
      </h3>
      <ul className="card mt-2 divide-y divide-line">{children}</ul>
      {children.length < count && (
        <p className="mt-1 text-sm text-faint">
          {m.diff_more({ shown: formatCount(children.length), count: formatCount(count) })}
        </p>
      )}
    </div>
  );
}

interface LineProps {
  readonly path: string;
  readonly tone: string;
  readonly fact: string;
  readonly children?: ReactNode;
}

function Line({ path, tone, fact, children }: LineProps) {
  return (
    <li className="px-4 py-2">
      <p className="flex flex-wrap justify-between gap-x-4">
        <span className={`min-w-0 font-mono text-sm ${tone}`}>{path}</span>
        <span className="tabular text-sm text-faint">{fact}</span>
      </p>
      {children}
    </li>
  );
}

type Table = NonNullable<VersionDiff['changed'][number]['table']>;

function TableChange({ table }: { readonly table: Table }) {
  const lines = [
    table.rowsBefore !== null &&
      table.rowsAfter !== null &&
      table.rowsBefore !== table.rowsAfter &&
      m.diff_rows({ before: formatCount(table.rowsBefore), after: formatCount(table.rowsAfter) }),
    table.columnsAdded.length > 0 && m.diff_columns_added({ names: table.columnsAdded.join(', ') }),
    table.columnsRemoved.length > 0 &&
      m.diff_columns_removed({ names: table.columnsRemoved.join(', ') }),
    table.columnsRetyped.length > 0 &&
      m.diff_columns_retyped({
        names: table.columnsRetyped
          .map((one) => `${one.name} (${one.before} → ${one.after})`)
          .join(', '),
      }),
  ].filter((line) => typeof line === 'string');
  return (
    <ul className="mt-0.5 text-sm text-muted">
      {lines.map((line) => (
        <li key={line}>{line}</li>
      ))}
    </ul>
  );
}
