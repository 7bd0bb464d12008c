import type { ReactNode } from 'react';
import type { ExpertView } from '#src/review/experts/schema.ts';
import { m } from '../i18n/messages.ts';
import { natureWords } from './review-words.ts';

/** Where an expert works or worked and whom they are close to; what was struck out stays legible. */
export function Declarations({
  of,
  actOn,
}: {
  readonly of: ExpertView;
  /** What the reader may do with an entry that is not struck out. */
  readonly actOn?: (
    kind: 'affiliation' | 'relation',
    entry: ExpertView['affiliations'][number] | ExpertView['relations'][number],
  ) => ReactNode;
}) {
  return (
    <div className="grid gap-6 md:grid-cols-2">
      <div>
        <h3 className="text-sm font-semibold text-muted">{m.review_affiliations()}</h3>
        <ul className="mt-2 space-y-1.5 text-[0.9375rem]">
          {of.affiliations.length === 0 && <li className="text-muted">{m.review_none_stated()}</li>}
          {of.affiliations.map((one) => (
            <Entry key={one.id} struck={one.struck} action={actOn?.('affiliation', one)}>
              {one.name}
              <span className="tabular block text-sm text-muted">
                {one.from} – {one.to ?? m.review_present()}
              </span>
            </Entry>
          ))}
        </ul>
      </div>
      <div>
        <h3 className="text-sm font-semibold text-muted">{m.review_relations()}</h3>
        <ul className="mt-2 space-y-1.5 text-[0.9375rem]">
          {of.relations.length === 0 && <li className="text-muted">{m.review_none_stated()}</li>}
          {of.relations.map((one) => (
            <Entry key={one.id} struck={one.struck} action={actOn?.('relation', one)}>
              {one.name}
              <span className="block text-sm text-muted">{natureWords[one.nature]()}</span>
            </Entry>
          ))}
        </ul>
      </div>
    </div>
  );
}

function Entry({
  struck,
  action,
  children,
}: {
  readonly struck: boolean;
  readonly action: ReactNode;
  readonly children: ReactNode;
}) {
  return (
    <li className="flex items-start justify-between gap-3">
      <span className={struck ? 'min-w-0 text-muted line-through' : 'min-w-0'}>{children}</span>
      {!struck && action}
    </li>
  );
}
