import type { ExpertView } from '#src/review/experts/schema.ts';
import { m } from '../i18n/messages.ts';
import { natureWords } from './review-words.ts';

/** Where an expert works or worked and whom they are close to; what was struck out stays legible. */
export function Declarations({ of }: { readonly of: ExpertView }) {
  return (
    <div className="grid gap-6 md:grid-cols-2">
      <div>
        <h3 className="text-sm font-semibold text-muted">{m.review_affiliations()}</h3>
        <ul className="mt-2 space-y-1.5 text-[0.9375rem]">
          {of.affiliations.length === 0 && <li className="text-muted">{m.review_none_stated()}</li>}
          {of.affiliations.map((one) => (
            <li key={one.id} className={one.struck ? 'text-muted line-through' : ''}>
              {one.name}
              <span className="tabular block text-sm text-muted">
                {one.from} – {one.to ?? m.review_present()}
              </span>
            </li>
          ))}
        </ul>
      </div>
      <div>
        <h3 className="text-sm font-semibold text-muted">{m.review_relations()}</h3>
        <ul className="mt-2 space-y-1.5 text-[0.9375rem]">
          {of.relations.length === 0 && <li className="text-muted">{m.review_none_stated()}</li>}
          {of.relations.map((one) => (
            <li key={one.id} className={one.struck ? 'text-muted line-through' : ''}>
              {one.name}
              <span className="block text-sm text-muted">{natureWords[one.nature]()}</span>
            </li>
          ))}
        </ul>
      </div>
    </div>
  );
}
