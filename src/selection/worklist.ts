import { isStaff } from '#src/kernel/actor.ts';
import type { WorklistItem, WorklistSource } from '#src/ports/worklist.ts';
import type { SelectionDeps } from './deps.ts';
import { applicantWork, lateRounds, officerWork } from './queries/worklist.ts';

const applicantWords = {
  returned: (title: string) => ({
    kind: 'application-returned',
    title: { zh: `申报待补正：${title}`, en: `Application to correct: ${title}` },
  }),
  invited: (title: string) => ({
    kind: 'joint-to-confirm',
    title: { zh: `联合申报待确认：${title}`, en: `Joint application to confirm: ${title}` },
  }),
  draft: (title: string) => ({
    kind: 'application-draft',
    title: { zh: `申报尚未提交：${title}`, en: `Application not submitted yet: ${title}` },
  }),
} as const;

/** What selection lays before applicants, officers and auditors. */
export function selectionWorklist(deps: Pick<SelectionDeps, 'store'>): WorklistSource {
  return {
    async itemsFor(actor) {
      if (actor.kind !== 'user') return [];
      const items: WorklistItem[] = [];
      const leads = actor.orgs.filter((org) => org.role !== 'member').map((org) => org.orgId);
      if (leads.length > 0)
        for (const row of await deps.store.read(actor, (db) => applicantWork(db, leads)))
          items.push({
            ...applicantWords[row.what](row.title),
            href: `/selection/${row.what === 'draft' ? 'apply' : 'applications'}/${row.id}`,
            since: row.since,
            ...(row.due === null ? {} : { due: row.due }),
          });
      if (isStaff(actor, 'operator'))
        for (const row of await deps.store.read(actor, (db) =>
          officerWork(
            db,
            actor.orgs.map((org) => org.orgId),
          ),
        ))
          items.push({
            kind: row.what,
            title: officerTitle(row),
            href:
              row.what === 'round-late'
                ? `/operator/selection/rounds/${row.id}`
                : `/operator/selection/rounds/${row.round_id}/screening?of=${row.id}`,
            since: row.since,
          });
      if (isStaff(actor, 'auditor') && !isStaff(actor, 'operator'))
        for (const row of await deps.store.read(actor, lateRounds))
          items.push({
            kind: 'round-late',
            title: { zh: `批次逾期未推进：${row.zh}`, en: `Round that stands still: ${row.en}` },
            href: `/selection/rounds/${row.id}`,
            since: row.closes_at,
            due: row.closes_at,
          });
      return items.toSorted((a, b) => a.since.getTime() - b.since.getTime()).slice(0, 100);
    },
  };
}

function officerTitle(row: { what: string; zh: string; en: string; number: string | null }) {
  if (row.what === 'round-late')
    return { zh: `批次待推进：${row.zh}`, en: `Round to move on: ${row.en}` };
  return {
    zh: `申报待资格审查：${row.number ?? ''}（${row.zh}）`,
    en: `Application to screen: ${row.number ?? ''} (${row.en})`,
  };
}
