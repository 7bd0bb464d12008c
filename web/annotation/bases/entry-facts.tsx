import type { EntryViewBody, FieldBody } from '#src/registers/schema.ts';
import { formatCount, formatList } from '../../i18n/format.ts';
import { pick } from '../../i18n/language.ts';

/** What an entry says, field by field in the register's order. */
export function EntryFacts({ fields, attributes }: EntryFactsProps) {
  const rows = fields.flatMap((field) => {
    const value = attributes[field.name];
    return value === undefined ? [] : [{ field, value }];
  });
  return (
    <dl className="mt-3 grid grid-cols-1 gap-x-8 gap-y-2 text-sm sm:grid-cols-2">
      {rows.map(({ field, value }) => (
        <div key={field.name} className="min-w-0">
          <dt className="text-muted">{pick(field.label.zh, field.label.en)}</dt>
          <dd className="break-words">{shown(field, value)}</dd>
        </div>
      ))}
    </dl>
  );
}

interface EntryFactsProps {
  readonly fields: readonly FieldBody[];
  readonly attributes: EntryViewBody['attributes'];
}

function shown(field: FieldBody, value: string | number | string[]) {
  const named = (one: string): string => {
    const option = field.options?.find((o) => o.value === one);
    return option ? pick(option.zh, option.en) : one;
  };
  if (typeof value === 'number') return <span className="tabular">{formatCount(value)}</span>;
  if (typeof value !== 'string') return formatList(value.map(named));
  if (field.kind === 'link')
    return (
      <a href={value} rel="noopener nofollow" className="link break-all">
        {value}
      </a>
    );
  return named(value);
}
