import { Link } from 'react-router';
import type { WorklistView } from '#src/app/worklist-schema.ts';
import { formatDeadline, formatInstant } from '../i18n/format.ts';
import { pick } from '../i18n/language.ts';
import { m } from '../i18n/messages.ts';
import { Icon, type IconName } from '../ui/icon.tsx';
import { Empty } from '../ui/notice.tsx';
import { groupOf, groups, type Group } from './group-items.ts';

type Item = WorklistView['items'][number];

const icons: Readonly<Record<string, IconName>> = {
  organisation: 'building',
  'first-version': 'table',
  report: 'flag',
  appeal: 'shield',
  'damaged-file': 'warning',
  vendor: 'labour',
  'register-entry': 'table',
  dispute: 'finance',
  'access-request': 'lock',
  transfer: 'external',
  labelling: 'text',
  'labelling-returned': 'history',
  'lease-ending': 'clock',
  'annotation-review': 'check',
  'package-invitation': 'labour',
  'lot-to-inspect': 'shield',
  'lot-returned': 'history',
  'bids-to-open': 'finance',
  'dispute-to-answer': 'finance',
  statement: 'finance',
  invitation: 'mail',
  'version-refused': 'warning',
  'dataset-suspended': 'pause',
  'expert-to-approve': 'user',
  'reviews-late': 'warning',
  'review-to-assign': 'users',
  'review-to-replace': 'users',
  review: 'quote',
  objection: 'flag',
  decision: 'check',
  'round-late': 'warning',
  'notice-late': 'warning',
  'application-returned': 'history',
  'application-draft': 'file',
};

const titles: Readonly<Record<Group, () => string>> = {
  late: m.worklist_late,
  today: m.worklist_today,
  week: m.worklist_week,
  later: m.worklist_later,
};

/** What waits, in groups by when it is due; empty groups are left out. */
export function Worklist({ list, now }: { readonly list: WorklistView; readonly now: number }) {
  if (list.items.length === 0)
    return (
      <Empty icon="check" title={m.worklist_none()}>
        {m.worklist_none_hint()}
      </Empty>
    );
  const due = (item: Item) => (item.due === undefined ? undefined : Date.parse(item.due));
  return (
    <div className="space-y-8">
      {groups.map((group) => {
        const items = list.items.filter((item) => groupOf(due(item), now) === group);
        if (items.length === 0) return null;
        return (
          <section key={group} aria-labelledby={`worklist-${group}`}>
            <h2
              id={`worklist-${group}`}
              className={`eyebrow mb-2 ${group === 'late' ? 'text-danger' : ''}`}
            >
              {titles[group]()} <span className="tabular">{items.length}</span>
            </h2>
            <ul className="card divide-y divide-line">
              {items.map((item) => (
                <Line
                  key={`${item.kind}${item.href}${item.since}`}
                  item={item}
                  late={group === 'late'}
                />
              ))}
            </ul>
          </section>
        );
      })}
      {list.counts.some(({ count }) => count >= 100) && (
        <p className="text-sm text-muted">{m.worklist_more()}</p>
      )}
    </div>
  );
}

function Line({ item, late }: { readonly item: Item; readonly late: boolean }) {
  return (
    <li>
      <Link
        to={item.href}
        className="flex flex-wrap items-center gap-x-4 px-5 py-3.5 text-ink no-underline hover:bg-hover"
      >
        <Icon name={icons[item.kind] ?? 'clock'} className="text-accent" />
        <span className="min-w-0 flex-1 font-medium max-sm:basis-3/4">
          {pick(item.title.zh, item.title.en)}
        </span>
        <span
          className={`tabular text-sm max-sm:w-full max-sm:pl-9 ${late ? 'text-danger' : 'text-faint'}`}
        >
          {item.due === undefined
            ? m.operator_waiting_since({ at: formatInstant(item.since) })
            : m.worklist_due({ at: formatDeadline(item.due) })}
        </span>
      </Link>
    </li>
  );
}
