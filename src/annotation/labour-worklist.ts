import type { WorklistSource } from '#src/ports/worklist.ts';
import type { AnnotationDeps } from './deps.ts';
import { labourRows, partyRows, type LabourRow } from './labour-worklist-queries.ts';

/** The oldest that are shown. */
const shown = 100;

type Wording = (row: LabourRow) => {
  readonly zh: string;
  readonly en: string;
  readonly href: string;
};
const ofPackage = (id: string, part = '') => `/annotation/packages/${id}${part}`;

const wordings: Readonly<Record<LabourRow['what'], Wording>> = {
  labelling: ({ id, title }) => ({
    zh: `待标注：${title}`,
    en: `Tasks to label: ${title}`,
    href: ofPackage(id),
  }),
  'labelling-returned': ({ id, title, n }) => ({
    zh: `退回重做：${title}（${n} 项）`,
    en: `Sent back to do again: ${title} (${n})`,
    href: ofPackage(id, '/label'),
  }),
  'lease-ending': ({ id, title, n }) => ({
    zh: `领取的任务即将到期：${title}（${n} 项）`,
    en: `Tasks you hold run out: ${title} (${n})`,
    href: ofPackage(id, '/label'),
  }),
  'annotation-review': ({ id, title, n }) => ({
    zh: `标注结果待审核：${title}（${n < 1000 ? n : '999+'} 项）`,
    en: `Results to review: ${title} (${n < 1000 ? n : '999+'})`,
    href: ofPackage(id, '/review'),
  }),
  'package-invitation': ({ id, title }) => ({
    zh: `受邀承接任务包：${title}`,
    en: `Invited to take on a package: ${title}`,
    href: ofPackage(id),
  }),
  'lot-returned': ({ id, title }) => ({
    zh: `验收未通过，待返工：${title}`,
    en: `Not accepted, to be worked over: ${title}`,
    href: ofPackage(id, '/acceptance'),
  }),
  'lot-to-inspect': ({ id, title, n }) => ({
    zh: `待抽检验收：${title}（还有 ${n} 项未检）`,
    en: `To inspect and accept: ${title} (${n} to look at)`,
    href: ofPackage(id, '/acceptance'),
  }),
  'bids-to-open': ({ id, title, n }) => ({
    zh: `报价已截止，待选定：${title}（${n} 份）`,
    en: `Bids are in, to be decided: ${title} (${n})`,
    href: ofPackage(id),
  }),
  'dispute-to-answer': ({ id, title }) => ({
    zh: `结算争议待答复：${title}`,
    en: `Disputed settlement to answer: ${title}`,
    href: `/annotation/awards/${id}/statement`,
  }),
  statement: ({ id, title }) => ({
    zh: `结算单待核对：${title}`,
    en: `Statement to check: ${title}`,
    href: `/annotation/awards/${id}/statement`,
  }),
};

/** What annotation lays before people who label, inspect, manage a vendor, or have work done. */
export function labourWorklist(deps: Pick<AnnotationDeps, 'store'>): WorklistSource {
  return {
    async itemsFor(actor) {
      if (actor.kind !== 'user' || actor.orgs.length === 0) return [];
      const led = actor.orgs.filter((org) => org.role !== 'member').map((org) => org.orgId);
      const rows = await deps.store.read(actor, async (db) => [
        ...(await labourRows(db, actor.userId, shown)),
        ...(await partyRows(db, actor.userId, led, shown)),
      ]);
      return rows
        .map((row) => {
          const { zh, en, href } = wordings[row.what](row);
          const { what: kind, since, due } = row;
          return { kind, title: { zh, en }, href, since, ...(due === null ? {} : { due }) };
        })
        .toSorted((a, b) => a.since.getTime() - b.since.getTime())
        .slice(0, shown);
    },
  };
}
