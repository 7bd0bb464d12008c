const lines = (zh: string, en: string, maxLength: number, help?: [string, string]) => ({
  type: 'string',
  title: zh,
  'x-title-en': en,
  ...(help ? { description: help[0], 'x-description-en': help[1] } : {}),
  minLength: 10,
  maxLength,
  'x-widget': 'lines',
});

const step = (
  key: string,
  zh: string,
  en: string,
  properties: Record<string, object>,
  required: string[],
) => ({
  key,
  title: { zh, en },
  schema: { type: 'object', properties, required, additionalProperties: false },
});

const fields = {
  research: { zh: '科学研究', en: 'Scientific research' },
  manufacturing: { zh: '工业制造', en: 'Manufacturing' },
  transport: { zh: '交通运输', en: 'Transport' },
  'human-resources': { zh: '人力资源', en: 'Human resources' },
  health: { zh: '医疗卫生', en: 'Health' },
  other: { zh: '其他重点领域', en: 'Another key field' },
};

export const datasetSteps = [
  step(
    'dataset-facts',
    '数据集说明',
    'About the dataset',
    {
      field: {
        type: 'string',
        title: '所属领域',
        'x-title-en': 'Field',
        maxLength: 40,
        enum: Object.keys(fields),
        'x-enum-labels': fields,
      },
      purpose: lines('建设目的与应用场景', 'Purpose and uses', 2000, [
        '该数据集解决什么问题，谁在使用，效果如何',
        'What problem it solves, who uses it, and with what effect',
      ]),
      method: lines('采集、加工与标注方法', 'How it was collected, processed and labelled', 2000),
      updatePlan: {
        ...lines('更新机制', 'How it is kept up to date', 1000),
        minLength: 0,
      },
    },
    ['field', 'purpose', 'method'],
  ),
];

export const applicantSteps = [
  step(
    'applicant',
    '申报单位',
    'The applicant',
    {
      contactName: {
        type: 'string',
        title: '联系人',
        'x-title-en': 'Contact person',
        minLength: 1,
        maxLength: 60,
      },
      contactEmail: {
        type: 'string',
        title: '联系邮箱',
        'x-title-en': 'E-mail',
        maxLength: 200,
        format: 'email',
      },
      summary: lines('申报摘要', 'Summary for the reviewers', 2000, [
        '评审专家将看到此摘要。双盲评审时请勿写明单位和人员名称。',
        'Reviewers read this. In a double-blind round do not name the organisation or persons.',
      ]),
      people: {
        ...lines('参与人员', 'People involved', 1000, [
          '每行一人。用于专家回避，不向评审专家展示。',
          'One a line. Used to find conflicts of interest; reviewers do not see it.',
        ]),
        minLength: 2,
      },
      coOperation: {
        type: 'string',
        title: '合作情况',
        'x-title-en': 'Co-operation with others',
        maxLength: 1000,
        'x-widget': 'lines',
      },
    },
    ['contactName', 'contactEmail', 'summary', 'people'],
  ),
  step(
    'evidence',
    '证明材料与承诺',
    'Evidence and declaration',
    {
      evidence: {
        type: 'array',
        title: '证明材料',
        'x-title-en': 'Evidence',
        description:
          '应用证明、权属说明等。PDF、PNG、JPEG、DOCX、XLSX 或纯文本，每个不超过 10 MiB。',
        'x-description-en':
          'Proof of use, of rights and the like. PDF, PNG, JPEG, DOCX, XLSX or plain text, at most 10 MiB each.',
        maxItems: 5,
        uniqueItems: true,
        items: { type: 'string' },
        'x-widget': 'file',
      },
      truthful: {
        type: 'boolean',
        title: '我们承诺申报内容真实，数据来源合法。',
        'x-title-en':
          'We declare that what we state is true and that the data were lawfully obtained.',
        const: true,
      },
    },
    ['truthful'],
  ),
];
