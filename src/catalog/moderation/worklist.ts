import { isStaff, type Actor } from '#src/kernel/actor.ts';
import type { Store } from '#src/ports/store.ts';
import type { WorklistItem, WorklistSource } from '#src/ports/worklist.ts';
import type { GatedDatabase } from '../access/deps.ts';
import { waitingRows, type WaitingRow } from './queries/worklist.ts';

const labels: Record<WaitingRow['kind'], { zh: string; en: string; page: string }> = {
  organisation: {
    zh: '机构待审核',
    en: 'Organisation to approve',
    page: '/operator/organisations',
  },
  'first-version': {
    zh: '首个版本待审核',
    en: 'First version to review',
    page: '/operator/versions',
  },
  report: { zh: '举报待处理', en: 'Report to decide', page: '/operator/reports' },
  'damaged-file': {
    zh: '文件损坏，须由提供方重新上传或从备份恢复',
    en: 'Damaged file, to be uploaded again by its provider or restored from a backup',
    page: '/operator',
  },
  appeal: { zh: '申诉待处理', en: 'Appeal to decide', page: '/operator/appeals' },
};

/** The oldest of each kind that are shown. */
const shown = 100;

const itemOf = (row: WaitingRow): WorklistItem => {
  const { zh, en, page } = labels[row.kind];
  return {
    kind: row.kind,
    title: { zh: `${zh}：${row.title_zh}`, en: `${en}: ${row.title_en}` },
    href: `${page}?of=${encodeURIComponent(row.subject)}`,
    since: row.since,
  };
};

/** What the catalogue and the register of organisations lay before the operators, oldest first. */
export function catalogWorklist(deps: { readonly store: Store<GatedDatabase> }): WorklistSource {
  return {
    async itemsFor(actor: Actor) {
      if (actor.kind !== 'user' || !isStaff(actor, 'operator')) return [];
      const rows = await deps.store.read(actor, (db) => waitingRows(db, shown));
      return rows.map(itemOf);
    },
  };
}
