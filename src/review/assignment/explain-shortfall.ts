import type { Words } from '../tables.ts';

export interface Shortfall {
  readonly itemId: string;
  readonly missing: number;
  /** Experts of the field, or all where others are allowed, who are not tied to the applicants. */
  readonly eligible: number;
  readonly conflicted: number;
  /** Full experts whose limit, raised, would free a reviewer; empty where raising does not help. */
  readonly raise: readonly {
    readonly expertId: string;
    readonly name: string;
    readonly limit: number;
  }[];
  readonly sentence: Words;
}

/** What to relax so that the item gets its reviewers. */
export function explainShortfall(of: {
  readonly itemId: string;
  readonly title: string;
  readonly field: string;
  readonly needed: number;
  readonly missing: number;
  readonly eligible: number;
  readonly conflicted: number;
  readonly outsideField: boolean;
  readonly full: Shortfall['raise'];
}): Shortfall {
  const { itemId, missing, eligible, conflicted, field, needed, outsideField } = of;
  const head = {
    zh: `《${of.title}》缺 ${missing} 名评审专家`,
    en: `“${of.title}” lacks ${missing} ${missing === 1 ? 'reviewer' : 'reviewers'}`,
  };
  const shape = { itemId, missing, eligible, conflicted };
  if (eligible < needed) {
    const more = needed - eligible;
    const zh = outsideField
      ? `请增补 ${more} 名与申报方无利益关系的专家。`
      : `请增补 ${more} 名该领域且与申报方无利益关系的专家，或允许其他领域专家参评。`;
    const en = outsideField
      ? `invite ${more} more without ties to the applicants.`
      : `invite ${more} more of the field without ties to the applicants, or allow experts of other fields.`;
    const who = outsideField
      ? ['可用专家', 'experts']
      : [`“${field}”领域可用专家`, `experts of “${field}”`];
    return {
      ...shape,
      raise: [],
      sentence: {
        zh: `${head.zh}：${who[0]}仅 ${eligible} 名（须回避 ${conflicted} 名）；${zh}`,
        en: `${head.en}: ${who[1]} who may review it: ${eligible} (${conflicted} conflicted); ${en}`,
      },
    };
  }
  const raise = of.full.toSorted((a, b) => a.limit - b.limit).slice(0, 5);
  const names = (between: string, open: string, close: string) =>
    raise.map((e) => `${e.name}${open}${e.limit}${close}`).join(between);
  return {
    ...shape,
    raise,
    sentence: {
      zh: `${head.zh}：可用的 ${eligible} 名专家均已满额；请将 ${names('、', '（上限 ', '）')}等人的上限合计提高 ${missing}，或增补“${field}”领域专家。`,
      en: `${head.en}: all ${eligible} who may review it are full; raise the limits of ${names(', ', ' (', ')')} by ${missing} in all, or invite experts of “${field}”.`,
    },
  };
}
