import type { Store } from '#src/ports/store.ts';
import type { WorklistItem, WorklistSource } from '#src/ports/worklist.ts';
import type { GatedDatabase } from './deps.ts';
import { selectRequests } from './queries.ts';
import { providerRows, type ProviderRow } from './worklist-queries.ts';

/** The newest of each organisation that are shown. */
const shown = 100;

const words: Record<
  ProviderRow['kind'],
  { readonly zh: string; readonly en: string; readonly href: (row: ProviderRow) => string }
> = {
  'version-waiting': {
    zh: '版本待平台审核',
    en: 'Version with the hub for approval',
    href: ({ org, subject }) => `/d/${org}/${subject}/versions`,
  },
  'version-refused': {
    zh: '版本未获通过，请修改后重新提交',
    en: 'Version refused, to be corrected and submitted again',
    href: ({ org, subject }) => `/publish/${org}/${subject}`,
  },
  'dataset-suspended': {
    zh: '数据集已暂停，可整改或申诉',
    en: 'Dataset suspended, to be corrected or appealed',
    href: ({ org, subject }) => `/d/${org}/${subject}`,
  },
  invitation: {
    zh: '成员邀请待对方接受',
    en: 'Invitation not accepted yet',
    href: ({ org }) => `/account/organisations/${org}`,
  },
};

const itemOf = (row: ProviderRow): WorklistItem => {
  const { zh, en, href } = words[row.kind];
  return {
    kind: row.kind,
    title: { zh: `${zh}：${row.title_zh}`, en: `${en}: ${row.title_en}` },
    href: href(row),
    since: row.since,
    ...(row.due === null ? {} : { due: row.due }),
  };
};

/** What waits for who manages an organisation: requests for its gated data, its versions, its invitations. */
export function providerWorklist(deps: { readonly store: Store<GatedDatabase> }): WorklistSource {
  return {
    async itemsFor(actor) {
      if (actor.kind !== 'user') return [];
      const managed = actor.orgs.filter((org) => org.role !== 'member');
      if (managed.length === 0) return [];
      const items: WorklistItem[] = [];
      await deps.store.read(actor, async (db) => {
        for (const org of managed)
          for (const row of await selectRequests(db, { orgId: org.orgId, state: 'pending' }, shown))
            items.push({
              kind: 'access-request',
              title: {
                zh: `访问申请待处理：${row.org_slug}/${row.name}（${row.user_name ?? ''}）`,
                en: `Access request to decide: ${row.org_slug}/${row.name} (${row.user_name ?? ''})`,
              },
              href: `/account/organisations/${org.slug}`,
              since: row.created_at,
            });
        const ids = managed.map((org) => org.orgId);
        items.push(...(await providerRows(db, ids, shown)).map(itemOf));
      });
      return items.toSorted((a, b) => a.since.getTime() - b.since.getTime());
    },
  };
}
