import type { SeedDataset } from './seed-dataset.ts';

const cell = (text: string): string => text.replaceAll('|', '\\|');

function columnTable(seed: SeedDataset, language: 'zh' | 'en'): string[] {
  if (!seed.columns) return [];
  const head = language === 'zh' ? '| 字段 | 含义 |' : '| field | meaning |';
  const rows = seed.columns.map((c) => `| \`${c.name}\` | ${cell(c[language])} |`);
  return [language === 'zh' ? '## 字段' : '## Fields', '', head, '|---|---|', ...rows, ''];
}

/** The README of a demonstration dataset in both languages, from what its card and table say. */
export function readmeOf(seed: SeedDataset): string {
  const { title, description, licence, homepage, provenance } = seed.card;
  const terms = licence?.spdx ?? licence?.name ?? '';
  const link = licence?.url ? `[${terms}](${licence.url})` : terms;
  const source = (provenance ?? '').split('\n')[0] ?? '';
  const page = homepage ? ` <${homepage}>` : '';
  return [
    `# ${title.zh}`,
    '',
    description?.zh ?? '',
    '',
    ...(seed.remark ? [`> ${seed.remark.zh}`, ''] : []),
    ...columnTable(seed, 'zh'),
    `来源：${source}${page}　许可：${link}`,
    '',
    '本数据集随演示环境载入，发布机构为虚构，数据与许可均为真实来源。',
    '',
    `# ${title.en}`,
    '',
    description?.en ?? '',
    '',
    ...(seed.remark ? [`> ${seed.remark.en}`, ''] : []),
    ...columnTable(seed, 'en'),
    `Source: ${source}${page}. Licence: ${link}.`,
    '',
    'Loaded for demonstration: the organisation is made up, the data and their licence are real.',
    '',
  ].join('\n');
}
