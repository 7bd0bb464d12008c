/** What a rule can be about; null is "the hub does not know", which is never a pass. */
export type FactValue = string | number | boolean | null;
export type Facts = Readonly<Record<string, FactValue>>;

interface FactSpec {
  readonly kind: 'text' | 'number' | 'boolean';
  readonly zh: string;
  readonly en: string;
  /** What its values are called. */
  readonly values?: Readonly<Record<string, { readonly zh: string; readonly en: string }>>;
  /** For numbers: how much more is said, e.g. "2 more files with a licence". */
  readonly more?: { readonly zh: string; readonly one: string; readonly many: string };
}

/** The closed list of facts the hub has about an application. */
export const factSpecs = {
  'provider.status': {
    kind: 'text',
    zh: '申报机构审核状态',
    en: 'approval of the organisation',
    values: {
      pending: { zh: '待审核', en: 'waiting for approval' },
      approved: { zh: '已通过', en: 'approved' },
      refused: { zh: '未通过', en: 'refused' },
      suspended: { zh: '已暂停', en: 'suspended' },
    },
  },
  'provider.uscc': {
    kind: 'boolean',
    zh: '有效的统一社会信用代码',
    en: 'a valid unified social credit code',
  },
  'provider.kind': {
    kind: 'text',
    zh: '机构类型',
    en: 'kind of organisation',
    values: {
      enterprise: { zh: '企业', en: 'enterprise' },
      university: { zh: '高等院校', en: 'university' },
      institute: { zh: '科研机构', en: 'institute' },
      'annotation-vendor': { zh: '数据标注企业', en: 'annotation vendor' },
      'public-body': { zh: '公共机构', en: 'public body' },
    },
  },
  'joint.confirmed': {
    kind: 'boolean',
    zh: '全部联合申报机构已确认',
    en: 'the confirmation of every joint organisation',
  },
  'dataset.state': {
    kind: 'text',
    zh: '数据集状态',
    en: 'state of the dataset',
    values: {
      draft: { zh: '草稿', en: 'draft' },
      published: { zh: '已发布', en: 'published' },
      suspended: { zh: '已暂停', en: 'suspended' },
      withdrawn: { zh: '已撤回', en: 'withdrawn' },
    },
  },
  'dataset.visibility': {
    kind: 'text',
    zh: '开放方式',
    en: 'visibility',
    values: {
      public: { zh: '公开', en: 'public' },
      organisation: { zh: '机构内部', en: 'organisation only' },
      gated: { zh: '申请后可用', en: 'on request' },
    },
  },
  'dataset.classification': {
    kind: 'text',
    zh: '数据分级',
    en: 'classification level',
    values: {
      general: { zh: '一般数据', en: 'general' },
      important: { zh: '重要数据', en: 'important' },
      core: { zh: '核心数据', en: 'core' },
    },
  },
  'dataset.updateFrequency': {
    kind: 'text',
    zh: '更新频率',
    en: 'update frequency',
    values: {
      once: { zh: '一次性', en: 'once' },
      continuous: { zh: '实时', en: 'continuously' },
      daily: { zh: '每日', en: 'daily' },
      weekly: { zh: '每周', en: 'weekly' },
      monthly: { zh: '每月', en: 'monthly' },
      quarterly: { zh: '每季', en: 'quarterly' },
      yearly: { zh: '每年', en: 'yearly' },
      irregular: { zh: '不定期', en: 'irregularly' },
    },
  },
  'licence.stated': { kind: 'boolean', zh: '许可声明', en: 'a stated licence' },
  'licence.spdx': { kind: 'text', zh: 'SPDX 许可标识', en: 'SPDX licence identifier' },
  'version.state': {
    kind: 'text',
    zh: '版本状态',
    en: 'state of the version',
    values: {
      waiting: { zh: '待审核', en: 'waiting for review' },
      published: { zh: '已发布', en: 'published' },
      refused: { zh: '未通过', en: 'refused' },
      deprecated: { zh: '已弃用', en: 'deprecated' },
      withdrawn: { zh: '已撤回', en: 'withdrawn' },
    },
  },
  'version.files': {
    kind: 'number',
    zh: '文件数',
    en: 'number of files',
    more: { zh: '个数据文件', one: 'file', many: 'files' },
  },
  'version.licenceFiles': {
    kind: 'number',
    zh: '许可文件数',
    en: 'number of files with a licence',
    more: { zh: '个许可文件', one: 'file with a licence', many: 'files with a licence' },
  },
  'version.readme': {
    kind: 'number',
    zh: '说明文档字数',
    en: 'characters of the README',
    more: { zh: '字说明', one: 'character of README', many: 'characters of README' },
  },
  'quality.total': {
    kind: 'number',
    zh: '质量评分',
    en: 'quality score',
    more: {
      zh: '分质量评分',
      one: 'point of the quality score',
      many: 'points of the quality score',
    },
  },
} as const satisfies Readonly<Record<string, FactSpec>>;

const answerFact = /^answer\.[a-z][a-zA-Z0-9]{0,39}$/;

/** What is known of a fact by its key; answers to the form are facts called `answer.<question>`. */
export function factSpec(key: string): FactSpec | undefined {
  if (Object.hasOwn(factSpecs, key)) return factSpecs[key as keyof typeof factSpecs];
  return answerFact.test(key)
    ? { kind: 'text', zh: '表单填写内容', en: 'an answer of the form' }
    : undefined;
}

/** A value of a fact in words, as it is where it has none. */
export function factWord(
  fact: string,
  value: string,
): { readonly zh: string; readonly en: string } {
  const values = factSpec(fact)?.values;
  const word = values && Object.hasOwn(values, value) ? values[value] : undefined;
  return word ?? { zh: value, en: value };
}
