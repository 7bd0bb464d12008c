import type { Words } from '../tables.ts';
import type { Competence } from './affinity.ts';

/** One sentence for a pairing: why this expert, and how much work it makes for them. */
export function explainPairing(
  of: Competence & { readonly limit: number },
  pair: { readonly field: string; readonly kept: boolean; readonly load: number },
): Words {
  const { field, kept, load } = pair;
  const place = of.fields.indexOf(field);
  const past = of.past.get(field) ?? 0;
  const zh = [
    place < 0
      ? `“${field}”不在其登记领域内，因本领域专家不足而安排`
      : place === 0
        ? `“${field}”是其首选领域`
        : `“${field}”是其第 ${place + 1} 领域`,
    ...(past > 0 ? [`已评审过 ${past} 项同领域项目`] : []),
    ...(kept ? ['此前已邀请，予以保留'] : []),
    `本次共承担 ${load} 项，上限 ${of.limit} 项`,
  ];
  const en = [
    place < 0
      ? `“${field}” is none of their fields; its own experts do not suffice`
      : place === 0
        ? `“${field}” is their first field`
        : `“${field}” is number ${place + 1} of their fields`,
    ...(past > 0 ? [`has reviewed ${past} of it before`] : []),
    ...(kept ? ['kept, since already invited'] : []),
    `load ${load} of at most ${of.limit}`,
  ];
  return { zh: `${zh.join('，')}。`, en: `${en.join('; ')}.` };
}
