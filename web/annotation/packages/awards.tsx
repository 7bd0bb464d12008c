import { Link } from 'react-router';
import type { AwardView } from '#src/annotation/packages/schema.ts';
import { formatCount, formatDay } from '../../i18n/format.ts';
import { pick } from '../../i18n/language.ts';
import { m } from '../../i18n/messages.ts';
import { Badge } from '../../ui/badge.tsx';
import { Section } from '../../ui/section.tsx';
import { yuanOf } from './money.ts';

const states: Readonly<Record<AwardView['state'], () => string>> = {
  working: m.annotation_award_working,
  submitted: m.annotation_award_submitted,
  accepted: m.annotation_award_accepted,
  returned: m.annotation_award_returned,
  settled: m.annotation_award_settled,
  withdrawn: m.annotation_award_withdrawn,
};

/** Who works on the package, with what share and how far. */
export function Awards({ awards }: { readonly awards: readonly AwardView[] }) {
  return (
    <Section title={m.annotation_awards()}>
      <ul className="card divide-y divide-line">
        {awards.map((award) => (
          <li key={award.id} className="flex flex-wrap items-center gap-x-5 gap-y-1 px-5 py-3">
            <span className="min-w-0 flex-1 basis-48 font-medium">
              {pick(award.vendor.nameZh, award.vendor.nameEn)}
            </span>
            <Badge tone={award.state === 'returned' ? 'amber' : 'accent'}>
              {states[award.state]()}
            </Badge>
            <span className="tabular text-sm text-muted">
              {m.annotation_tasks_count({ count: formatCount(award.share) })}
            </span>
            {award.priceFen !== '0' && (
              <>
                <span className="tabular text-sm text-muted">
                  {m.annotation_price_unit({ yuan: yuanOf(award.priceFen) })}
                </span>
                <Link to={`/annotation/awards/${award.id}/statement`} className="link text-sm">
                  {m.statement_title()}
                </Link>
              </>
            )}
            <span className="tabular text-sm text-faint">{formatDay(award.createdAt)}</span>
          </li>
        ))}
      </ul>
    </Section>
  );
}
