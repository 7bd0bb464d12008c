import { Link } from 'react-router';
import type { DirectoryEntryBody } from '#src/selection/directory/schema.ts';
import { formatDay } from '../i18n/format.ts';
import { pick } from '../i18n/language.ts';
import { m } from '../i18n/messages.ts';

/** What the directory says of an entry. */
export function EntryFacts({ entry }: { readonly entry: DirectoryEntryBody }) {
  const { dataset } = entry;
  return (
    <dl className="tabular grid grid-cols-1 gap-x-8 gap-y-4 text-sm sm:grid-cols-2">
      <div>
        <dt className="text-muted">{m.directory_certificate()}</dt>
        <dd>{entry.certificate}</dd>
      </div>
      <div>
        <dt className="text-muted">{m.directory_slot()}</dt>
        <dd>{m.directory_slot_of({ slot: String(entry.slot), year: String(entry.year) })}</dd>
      </div>
      <div>
        <dt className="text-muted">{m.directory_organisations()}</dt>
        <dd>
          {entry.organisations.map((o) => (
            <Link key={o.slug} to={`/o/${o.slug}`} className="link mr-3 inline-block">
              {pick(o.name.zh, o.name.en)}
            </Link>
          ))}
        </dd>
      </div>
      <div>
        <dt className="text-muted">{m.directory_dataset()}</dt>
        <dd>
          {dataset ? (
            <Link to={`/d/${dataset.org}/${dataset.name}`} className="link">
              {`${dataset.org}/${dataset.name}`}
            </Link>
          ) : (
            '–'
          )}{' '}
          {m.directory_version({ version: entry.semver })}
        </dd>
      </div>
      <div>
        <dt className="text-muted">{m.directory_published()}</dt>
        <dd>{formatDay(entry.publishedAt)}</dd>
      </div>
      <div>
        <dt className="text-muted">{m.directory_valid_until()}</dt>
        <dd>{entry.validTo}</dd>
      </div>
    </dl>
  );
}
