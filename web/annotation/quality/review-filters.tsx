import { Link, useSearchParams } from 'react-router';
import { parseConfig } from '#src/annotation/labelling/parse-config.ts';
import { resultName } from '#src/annotation/labelling/model.ts';
import type { PackageView } from '#src/annotation/packages/schema.ts';
import type { ReviewList } from '#src/annotation/review/schema.ts';
import { m } from '../../i18n/messages.ts';
import { SelectField } from '../../ui/field.tsx';

interface ReviewFiltersProps {
  readonly of: PackageView;
  readonly filter: string;
  readonly queue: ReviewList;
}

/** Which results are listed: by how they stand, by label, by person. */
export function ReviewFilters({ of, filter, queue }: ReviewFiltersProps) {
  const [search, setSearch] = useSearchParams();
  const shown = [
    { show: '', label: m.quality_show_waiting() },
    { show: 'disagreement', label: m.quality_show_disagreement() },
    ...(queue.side === 'demand' ? [{ show: 'gold', label: m.quality_show_gold() }] : []),
    { show: 'all', label: m.quality_show_all() },
  ];
  const changed = (name: string, value: string): URLSearchParams => {
    const query = new URLSearchParams(search);
    query.delete('cursor');
    if (value === '') query.delete(name);
    else query.set(name, value);
    return query;
  };
  const { config } = parseConfig(of.project.labelConfig);
  const labels = [
    ...new Set((config?.controls ?? []).flatMap((control) => control.labels.map(resultName))),
  ];
  const person = search.get('person') ?? '';
  const people = new Map(queue.items.map((item) => [item.person.id, item.person.name]));
  if (person !== '' && !people.has(person)) people.set(person, '');
  return (
    <div className="mt-4 flex flex-wrap items-end gap-4">
      <nav aria-label={m.quality_filter()} className="flex flex-wrap gap-2">
        {shown.map(({ show, label }) => (
          <Link
            key={show}
            to={`?${changed('show', show).toString()}`}
            aria-current={filter === show ? 'true' : undefined}
            className={`rounded-md border px-3 py-1.5 text-sm no-underline ${filter === show ? 'border-accent bg-accent-soft font-semibold text-accent' : 'border-edge text-ink hover:bg-hover'}`}
          >
            {label}
          </Link>
        ))}
      </nav>
      {labels.length > 0 && (
        <SelectField
          label={m.quality_filter_label()}
          value={search.get('label') ?? ''}
          onChange={(event) => setSearch(changed('label', event.target.value))}
        >
          <option value="">{m.quality_filter_any()}</option>
          {labels.map((label) => (
            <option key={label}>{label}</option>
          ))}
        </SelectField>
      )}
      {people.size > 0 && (
        <SelectField
          label={m.quality_person()}
          value={person}
          onChange={(event) => setSearch(changed('person', event.target.value))}
        >
          <option value="">{m.quality_filter_any()}</option>
          {[...people].map(([id, name]) => (
            <option key={id} value={id}>
              {name === '' ? `#${id.slice(-6)}` : name}
            </option>
          ))}
        </SelectField>
      )}
    </div>
  );
}
