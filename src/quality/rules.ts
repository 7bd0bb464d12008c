import type { EvidenceName } from './evidence.ts';
import type { Said } from './facts.ts';

/**
 * The names of the six families are those of GB/T 36344-2018 (evaluation indicators for data quality).
 * Indicators, weights and thresholds are this hub's own; nothing here claims compliance with the standard.
 */
const source: Said = {
  zh: '六个族名取自 GB/T 36344-2018；指标、权重与阈值由本平台自定，不作符合性声明。',
  en: "Names of the six families: GB/T 36344-2018. Indicators, weights and thresholds are the hub's own; no compliance is claimed.",
};

export interface Rule {
  readonly key: string;
  readonly family: FamilyKey;
  readonly title: Said;
  readonly rule: Said;
  /** Points of 100 when the indicator is met in full. */
  readonly weight: number;
  readonly source: Said;
  readonly evidence: EvidenceName;
}

/** Changes whenever a rule, a weight or a function behind a rule does; cards are then computed anew. */
export const rulesVersion = '2026.2';

export const families = [
  { key: 'conformity', title: { zh: '规范性', en: 'Conformity' } },
  { key: 'completeness', title: { zh: '完整性', en: 'Completeness' } },
  { key: 'accuracy', title: { zh: '准确性', en: 'Accuracy' } },
  { key: 'consistency', title: { zh: '一致性', en: 'Consistency' } },
  { key: 'timeliness', title: { zh: '时效性', en: 'Timeliness' } },
  { key: 'accessibility', title: { zh: '可访问性', en: 'Accessibility' } },
] as const;
export type FamilyKey = (typeof families)[number]['key'];

/** Rules of the version in force; the weights add up to 100. */
export const rules: readonly Rule[] = [
  {
    key: 'open-format',
    family: 'conformity',
    weight: 5,
    evidence: 'openFormat',
    source,
    title: { zh: '开放格式', en: 'Open formats' },
    rule: {
      zh: '文件采用无需专有软件即可读取的格式',
      en: "Files are in formats that no maker's program is needed for",
    },
  },
  {
    key: 'utf8',
    family: 'conformity',
    weight: 4,
    evidence: 'utf8',
    source,
    title: { zh: 'UTF-8 编码', en: 'UTF-8' },
    rule: { zh: '文本文件采用 UTF-8 编码', en: 'Text files are in UTF-8' },
  },
  {
    key: 'column-names',
    family: 'conformity',
    weight: 4,
    evidence: 'columnNames',
    source,
    title: { zh: '列名表意', en: 'Telling column names' },
    rule: {
      zh: '表格的每一列都有表意的列名',
      en: 'Every column of a table has a name that says something',
    },
  },
  {
    key: 'file-names',
    family: 'conformity',
    weight: 2,
    evidence: 'fileNames',
    source,
    title: { zh: '文件命名', en: 'File names' },
    rule: {
      zh: '文件名只含文字、数字、点、下划线和连字符',
      en: 'File names hold letters, digits, dot, underscore and hyphen only',
    },
  },
  {
    key: 'licence',
    family: 'conformity',
    weight: 5,
    evidence: 'licence',
    source,
    title: { zh: '许可协议', en: 'Licence' },
    rule: {
      zh: '采用标准许可协议；自有条款附有条文者得一半',
      en: 'A standard licence; own terms with their text count half',
    },
  },
  {
    key: 'cells-filled',
    family: 'completeness',
    weight: 8,
    evidence: 'cellsFilled',
    source,
    title: { zh: '单元格填充', en: 'Cells filled in' },
    rule: { zh: '表格单元格不为空', en: 'Cells of tables are not empty' },
  },
  {
    key: 'columns-in-use',
    family: 'completeness',
    weight: 3,
    evidence: 'columnsInUse',
    source,
    title: { zh: '列有内容', en: 'Columns in use' },
    rule: { zh: '表格的每一列都有值', en: 'Every column of a table holds values' },
  },
  {
    key: 'description',
    family: 'completeness',
    weight: 3,
    evidence: 'description',
    source,
    title: { zh: '双语简介', en: 'Description in two languages' },
    rule: {
      zh: '中英文简介各不少于 60 字符',
      en: 'At least 60 characters each in Chinese and English',
    },
  },
  {
    key: 'metadata',
    family: 'completeness',
    weight: 6,
    evidence: 'metadata',
    source,
    title: { zh: '说明信息', en: 'Descriptive fields' },
    rule: {
      zh: '模态、任务、关键词、语言、来源和采集方法均已填写',
      en: 'Modality, tasks, keywords, languages, provenance and method are filled in',
    },
  },
  {
    key: 'files-readable',
    family: 'accuracy',
    weight: 8,
    evidence: 'filesReadable',
    source,
    title: { zh: '文件可读', en: 'Files can be read' },
    rule: { zh: '分析程序能从头到尾读取文件', en: 'The profiler reads every file from end to end' },
  },
  {
    key: 'rows-regular',
    family: 'accuracy',
    weight: 6,
    evidence: 'rowsRegular',
    source,
    title: { zh: '行结构', en: 'Rows match the header' },
    rule: { zh: '每一行的单元格数与表头一致', en: 'Every row has as many cells as the header' },
  },
  {
    key: 'values-fit-type',
    family: 'accuracy',
    weight: 6,
    evidence: 'valuesFitType',
    source,
    title: { zh: '值与类型相符', en: 'Values fit their type' },
    rule: { zh: '列中没有混入类型不符的值', en: 'No column holds stray values of another type' },
  },
  {
    key: 'same-types',
    family: 'consistency',
    weight: 6,
    evidence: 'sameTypes',
    source,
    title: { zh: '同名列类型一致', en: 'One type for one name' },
    rule: { zh: '多个表中的同名列类型一致', en: 'Columns of one name have one type in all tables' },
  },
  {
    key: 'one-encoding',
    family: 'consistency',
    weight: 3,
    evidence: 'oneEncoding',
    source,
    title: { zh: '编码一致', en: 'One encoding' },
    rule: { zh: '所有文本文件使用同一种编码', en: 'All text files are in one encoding' },
  },
  {
    key: 'modality-holds',
    family: 'consistency',
    weight: 4,
    evidence: 'modalityHolds',
    source,
    title: { zh: '模态属实', en: 'Modality holds' },
    rule: { zh: '声明的数据模态有相应的文件', en: 'A declared modality is borne out by files' },
  },
  {
    key: 'versions-explained',
    family: 'consistency',
    weight: 2,
    evidence: 'versionsExplained',
    source,
    title: { zh: '版本说明', en: 'Versions explained' },
    rule: { zh: '新版本写明与上一版本的差异', en: 'A new version notes what changed' },
  },
  {
    key: 'frequency',
    family: 'timeliness',
    weight: 3,
    evidence: 'frequency',
    source,
    title: { zh: '更新频率', en: 'Rhythm of renewal' },
    rule: { zh: '声明了更新频率', en: 'How often the data are renewed is declared' },
  },
  {
    key: 'coverage',
    family: 'timeliness',
    weight: 3,
    evidence: 'coverage',
    source,
    title: { zh: '涵盖时间', en: 'Time covered' },
    rule: { zh: '写明数据涵盖的起止日期', en: 'The first and last day covered are given' },
  },
  {
    key: 'fresh',
    family: 'timeliness',
    weight: 4,
    evidence: 'fresh',
    source,
    title: { zh: '发布及时', en: 'Published in time' },
    rule: {
      zh: '发布时距数据截止日不超过其更新频率所允许的天数，超过三倍者不得分',
      en: 'Published within the days its rhythm allows after the last day covered; nothing at three times that',
    },
  },
  {
    key: 'readme',
    family: 'accessibility',
    weight: 4,
    evidence: 'readme',
    source,
    title: { zh: 'README', en: 'README' },
    rule: {
      zh: 'README 不少于 300 字符，不少于 150 字符者得一半',
      en: 'A README of at least 300 characters; half from 150',
    },
  },
  {
    key: 'previewable',
    family: 'accessibility',
    weight: 3,
    evidence: 'previewable',
    source,
    title: { zh: '在线预览', en: 'Preview' },
    rule: { zh: '文件可以在线预览', en: 'Files can be previewed here' },
  },
  {
    key: 'contact',
    family: 'accessibility',
    weight: 2,
    evidence: 'contact',
    source,
    title: { zh: '联系方式', en: 'Contact' },
    rule: { zh: '留有联系邮箱或网址', en: 'There is an e-mail or web address for questions' },
  },
  {
    key: 'citation',
    family: 'accessibility',
    weight: 2,
    evidence: 'citation',
    source,
    title: { zh: '引用方式', en: 'Citation' },
    rule: { zh: '给出了引用方式', en: 'How to cite the data is given' },
  },
  {
    key: 'columns-explained',
    family: 'accessibility',
    weight: 4,
    evidence: 'columnsExplained',
    source,
    title: { zh: '列含义说明', en: 'Columns explained' },
    rule: { zh: 'README 说明了每一列', en: 'The README names every column' },
  },
];
