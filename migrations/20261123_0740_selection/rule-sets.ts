import { applicantSteps, datasetSteps } from './forms.ts';

const silent = '征求意见稿未作规定，采用默认规则';
const eighth = '征求意见稿第八条';
const frequencies = ['continuous', 'daily', 'weekly', 'monthly', 'quarterly', 'yearly'];

const provider = [
  {
    key: 'provider-approved',
    clause: silent,
    basis: 'default',
    title: { zh: '申报机构已通过审核', en: 'The organisation is approved' },
    test: { fact: 'provider.status', op: 'is', value: 'approved' },
    fix: {
      zh: '请先完成机构审核。',
      en: 'Have the organisation approved first.',
    },
  },
  {
    key: 'provider-identity',
    clause: silent,
    basis: 'default',
    title: {
      zh: '申报机构有有效的统一社会信用代码',
      en: 'The organisation has a valid unified social credit code',
    },
    test: { fact: 'provider.uscc', op: 'is', value: true },
    fix: {
      zh: '请在机构资料中填写 18 位统一社会信用代码。',
      en: 'Enter the 18 characters of the code in the profile of the organisation.',
    },
  },
  {
    key: 'joint-confirmed',
    clause: silent,
    basis: 'default',
    title: { zh: '联合申报机构均已确认', en: 'Every joint organisation has confirmed' },
    test: { fact: 'joint.confirmed', op: 'is', value: true },
    fix: {
      zh: '请联合申报机构确认，或将其移除。',
      en: 'Ask the joint organisations to confirm, or take them out.',
    },
  },
];

const dataset = [
  {
    key: 'published',
    clause: eighth,
    basis: 'text',
    title: { zh: '数据集版本已发布且可读', en: 'The version is published and can be read' },
    test: {
      all: [
        { fact: 'dataset.state', op: 'is', value: 'published' },
        { fact: 'version.state', op: 'in', value: ['published', 'deprecated'] },
        { fact: 'version.files', op: 'atLeast', value: 1 },
      ],
    },
    fix: {
      zh: '请发布至少含一个文件的版本。',
      en: 'Publish a version with at least one file.',
    },
  },
  {
    key: 'licence',
    clause: silent,
    basis: 'default',
    title: { zh: '许可清楚', en: 'The licence is clear' },
    test: {
      any: [
        { fact: 'version.licenceFiles', op: 'atLeast', value: 1 },
        { fact: 'licence.spdx', op: 'present' },
      ],
    },
    fix: {
      zh: '请在数据集卡片中选择 SPDX 许可，或在新版本中加入许可文件（如 LICENSE）。',
      en: 'Choose an SPDX licence on the card, or add a file with the licence (such as LICENSE) in a new version.',
    },
  },
  {
    key: 'classification',
    clause: '《数据安全法》第二十一条',
    basis: 'text',
    title: { zh: '数据分级为一般数据', en: 'The data are of the general level' },
    test: { fact: 'dataset.classification', op: 'is', value: 'general' },
    fix: {
      zh: '重要数据和核心数据不能申报面向社会推荐的数据集。',
      en: 'Important and core data cannot be recommended to the public.',
    },
  },
  {
    key: 'visibility',
    clause: eighth,
    basis: 'text',
    title: { zh: '可面向社会推荐使用', en: 'It can be recommended to the public' },
    test: { fact: 'dataset.visibility', op: 'in', value: ['public', 'gated'] },
    fix: {
      zh: '请将开放方式设为公开或申请后使用。',
      en: 'Make the dataset public, or open to those who ask.',
    },
  },
  {
    key: 'updates',
    clause: '征求意见稿第八条（“持续建设”）',
    basis: 'text',
    title: { zh: '有更新机制', en: 'It is kept up to date' },
    test: {
      any: [
        { fact: 'dataset.updateFrequency', op: 'in', value: frequencies },
        { fact: 'answer.updatePlan', op: 'present' },
      ],
    },
    fix: {
      zh: '请在卡片中填写更新频率，或在申报表中说明更新机制。',
      en: 'State how often it is updated on the card, or describe the mechanism in the form.',
    },
  },
  {
    key: 'quality',
    clause: silent,
    basis: 'default',
    title: { zh: '质量评分不低于 60 分', en: 'The quality score is at least 60' },
    test: { fact: 'quality.total', op: 'atLeast', value: 60 },
    fix: {
      zh: '请按数据集页面质量评分的改进建议发布新版本。',
      en: 'Follow the suggestions of the scorecard on the page of the dataset and publish a new version.',
    },
  },
];

const criterion = (
  key: string,
  weight: number,
  zh: string,
  en: string,
  help: [string, string],
) => ({
  key,
  title: { zh, en },
  help: { zh: help[0], en: help[1] },
  weight,
  min: 0,
  max: 100,
});

const datasetRubric = [
  criterion('value', 30, '应用价值', 'Value in use', [
    '解决重点领域实际问题的程度，已有或可预见的应用',
    'How far it serves a real need of a key field; uses there are or can be expected',
  ]),
  criterion('quality', 30, '数据质量', 'Quality of the data', [
    '规范、完整、准确、一致、时效与可访问',
    'Conformity, completeness, accuracy, consistency, timeliness, accessibility',
  ]),
  criterion('scale', 15, '规模与覆盖', 'Size and coverage', [
    '体量、时间与地域覆盖、代表性',
    'Volume, time and places covered, representativeness',
  ]),
  criterion('openness', 15, '开放与合规', 'Openness and compliance', [
    '许可、来源、隐私与安全',
    'Licence, provenance, privacy and safety',
  ]),
  criterion('upkeep', 10, '持续建设', 'Upkeep', [
    '更新机制与维护能力',
    'How it is kept up to date, and by whom',
  ]),
];

const projectRubric = [
  criterion('merit', 40, '先进性与代表性', 'Advance and representativeness', [
    '技术水平与行业代表性',
    'The state of the art and what it stands for in its field',
  ]),
  criterion('uptake', 40, '应用成效', 'Effect in use', [
    '推广应用情况与效果',
    'How widely it is used and with what effect',
  ]),
  criterion('means', 20, '投入与能力', 'Means', [
    '项目投入、团队与条件',
    'What is invested, the team and its conditions',
  ]),
];

const settings = (rubric: typeof datasetRubric, tieBreakers: string[]) => ({
  rubric,
  blind: 'double',
  reviewsPerItem: 3,
  conflictYears: 3,
  reviewDays: 21,
  shortlist: 15,
  noticeWorkingDays: 5,
  tieBreakers,
});

const version = (programme: string, clause: string, content: object) => ({
  programme_code: programme,
  version: 1,
  effective_from: '2026-01-01',
  effective_to: null,
  source_document: '《福建省推动人工智能产业发展若干措施（征求意见稿）》',
  source_clause: clause,
  source_status: 'consultation-draft',
  ...content,
});

/**
 * First rule sets of the measures that select by ranking. What the consultation draft leaves open is
 * marked as a default in each rule; another version changes it without touching rounds before.
 */
export const ruleSets = [
  version('M8', '第八条', {
    rules: [...provider, ...dataset],
    form: [...datasetSteps, ...applicantSteps],
    settings: settings(datasetRubric, ['quality', 'value', 'upkeep']),
  }),
  ...[
    ['M1', '第一条'],
    ['M2b', '第二条'],
    ['M5', '第五条'],
  ].map(([code = '', clause = '']) =>
    version(code, clause, {
      rules: provider,
      form: applicantSteps,
      settings: settings(projectRubric, ['merit', 'uptake', 'means']),
    }),
  ),
];
