import { Link } from 'react-router';
import type { QualitySummary } from '#src/catalog/quality-schema.ts';
import { m } from '../i18n/messages.ts';
import { useBase } from './dataset-data.ts';
import { familyNames, points, scoreText } from './quality-words.ts';
import { Radar } from './radar.tsx';

/** Score, star and list beside the content. */
export function QualitySummaryCard({ quality }: { readonly quality: QualitySummary }) {
  const base = useBase();
  return (
    <section aria-labelledby="quality" className="max-lg:order-3">
      <h2
        id="quality"
        className="eyebrow flex items-baseline justify-between border-b border-line pb-2"
      >
        {m.quality_title()}
        <span className="tabular text-lg font-semibold text-ink normal-case">
          {m.quality_of_hundred({ total: points(quality.total) })}
        </span>
      </h2>
      <Radar axes={quality.families} />
      <dl className="mt-1 text-sm">
        {quality.families.map((family) => (
          <div key={family.key} className="flex justify-between py-0.5">
            <dt className="text-muted">{familyNames(family.key)}</dt>
            <dd className="tabular">{scoreText(family)}</dd>
          </div>
        ))}
      </dl>
      <p className="mt-2 text-sm">
        <Link to={`${base}/quality`} className="link">
          {m.quality_details()}
        </Link>
      </p>
    </section>
  );
}
