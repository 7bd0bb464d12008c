import type { DraftScorecard } from '#src/quality/schema.ts';
import { pick } from '../i18n/language.ts';
import { m } from '../i18n/messages.ts';
import { points } from './quality-words.ts';

/** What would raise the score, the greatest gain first. */
export function QualityFixes({
  card,
  most = 50,
}: {
  readonly card: Pick<DraftScorecard, 'families'>;
  readonly most?: number;
}) {
  const fixes = card.families
    .flatMap((family) => family.indicators)
    .flatMap(({ key, fix }) => (fix ? [{ key, ...fix }] : []))
    .toSorted((a, b) => b.gain - a.gain)
    .slice(0, most);
  if (fixes.length === 0) return <p className="text-sm text-muted">{m.quality_nothing_to_fix()}</p>;
  return (
    <ul className="card divide-y divide-line">
      {fixes.map((fix) => (
        <li key={fix.key} className="flex items-baseline gap-4 px-5 py-3">
          <span className="min-w-0 flex-1">{pick(fix.sentence.zh, fix.sentence.en)}</span>
          <span className="tabular text-sm font-semibold whitespace-nowrap text-accent">
            {m.quality_gain({ gain: points(fix.gain) })}
          </span>
        </li>
      ))}
    </ul>
  );
}
