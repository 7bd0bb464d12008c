import { formatCount, formatNumber, formatShare } from '../i18n/format.ts';
import { m } from '../i18n/messages.ts';
import { Icon } from '../ui/icon.tsx';
import { Histogram } from './histogram.tsx';
import type { ColumnView } from './profile-view.ts';

const typeNames: Readonly<Record<string, () => string>> = {
  integer: m.type_integer,
  number: m.type_number,
  boolean: m.type_boolean,
  date: m.type_date,
  datetime: m.type_datetime,
  string: m.type_string,
  binary: m.type_binary,
  list: m.type_list,
  object: m.type_object,
  empty: m.type_empty,
};

interface ColumnHeadProps {
  readonly name: string;
  readonly profile: ColumnView | undefined;
  readonly total: number | undefined;
}

/** A column's name, type, spread and gaps: enough to judge it before downloading. */
export function ColumnHead({ name, profile, total }: ColumnHeadProps) {
  return (
    <th
      scope="col"
      className="sticky top-0 z-10 min-w-44 border-b border-line bg-sunken px-3 py-2.5 text-left align-top font-normal"
    >
      <span className="block max-w-72 truncate font-mono text-sm font-semibold" title={name}>
        {name === '' ? '–' : name}
      </span>
      {profile && (
        <>
          <span className="mt-0.5 flex flex-wrap gap-x-2 text-xs text-muted">
            <span className="text-accent">{typeNames[profile.type]?.() ?? profile.type}</span>
            <span className={profile.nulls > 0 ? 'text-amber' : ''}>
              {profile.nulls > 0 && total !== undefined
                ? m.viewer_nulls({ share: formatShare(profile.nulls, total) })
                : m.viewer_no_nulls()}
            </span>
          </span>
          {profile.sensitive !== undefined && (
            <span className="mt-1 flex items-center gap-1 text-xs font-medium text-danger">
              <Icon name="warning" size={13} />
              {m.viewer_sensitive()}
            </span>
          )}
          <div className="mt-2 h-14">
            <Spread profile={profile} />
          </div>
        </>
      )}
    </th>
  );
}

/** Histogram for numbers and dates, the commonest values otherwise, else how many there are. */
function Spread({ profile }: { readonly profile: ColumnView }) {
  const { histogram, top, distinct } = profile;
  if (histogram && histogram.counts.length > 1)
    return (
      <>
        <Histogram
          histogram={histogram}
          label={m.viewer_histogram({ from: shown(profile.min), to: shown(profile.max) })}
        />
        <span className="tabular mt-1 flex justify-between gap-3 text-xs text-faint">
          <span className="truncate">{shown(profile.min)}</span>
          <span className="truncate">{shown(profile.max)}</span>
        </span>
      </>
    );
  if (top && top.length > 0 && distinct <= 1000) {
    const most = top[0]?.count ?? 1;
    return (
      <ul className="space-y-0.5">
        {top.slice(0, 2).map((one) => (
          <li key={one.value} className="relative flex justify-between gap-2 px-1 text-xs">
            <svg
              aria-hidden
              className="absolute inset-0 size-full"
              preserveAspectRatio="none"
              viewBox="0 0 100 1"
            >
              <rect width={(one.count / most) * 100} height={1} className="fill-accent-soft" />
            </svg>
            <span className="relative truncate">{one.value}</span>
            <span className="tabular relative text-faint">{formatCount(one.count)}</span>
          </li>
        ))}
        {distinct > 2 && <li className="px-1 text-xs text-faint">{distinctOf(profile)}</li>}
      </ul>
    );
  }
  return <span className="text-xs text-faint">{distinctOf(profile)}</span>;
}

const distinctOf = (profile: ColumnView): string =>
  profile.distinctApproximate
    ? m.viewer_distinct_about({ count: formatCount(profile.distinct) })
    : m.viewer_distinct({ count: formatCount(profile.distinct) });

const shown = (value: number | string | undefined): string =>
  typeof value === 'number' ? formatNumber(value) : (value ?? '');
