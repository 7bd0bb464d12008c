import type { StaffRole } from '#src/kernel/actor.ts';

export interface SeedPerson {
  /** What the person shows; printed beside the password. */
  readonly role: string;
  readonly email: string;
  readonly name: string;
  readonly staff?: StaffRole;
}

export interface SeedOrganisation {
  readonly slug: string;
  readonly name: { readonly zh: string; readonly en: string };
  readonly kind: 'enterprise' | 'university' | 'institute' | 'annotation-vendor' | 'public-body';
  /** First 17 characters of the code; the check character is computed. All are made up. */
  readonly uscc17: string;
  readonly owner: string;
}

const at = (name: string): string => `${name}@demo.example`;

/** One person for each role of the hub. */
export const people: readonly SeedPerson[] = [
  { role: 'researcher', email: at('researcher'), name: '林研究' },
  { role: 'provider owner', email: at('provider'), name: '陈供方' },
  { role: 'university owner', email: at('university'), name: '黄教授' },
  { role: 'annotation vendor manager', email: at('vendor'), name: '郑标注' },
  { role: 'annotator', email: at('annotator'), name: '吴标员' },
  { role: 'annotation inspector', email: at('inspector'), name: '许质检' },
  { role: 'expert', email: at('expert'), name: '曹若谷' },
  { role: 'operator', email: at('operator'), name: '王运营', staff: 'operator' },
  { role: 'second operator', email: at('operator2'), name: '林复核', staff: 'operator' },
  { role: 'approver', email: at('approver'), name: '李审批', staff: 'approver' },
  { role: 'auditor', email: at('auditor'), name: '赵审计', staff: 'auditor' },
  { role: 'admin', email: at('admin'), name: '周管理', staff: 'admin' },
];

/** Who labels and who inspects for the demonstration's vendor. */
export const team = [
  { email: at('annotator'), role: 'annotator', skills: ['text', 'image'] },
  { email: at('inspector'), role: 'inspector', skills: [] },
] as const;

/** Made-up organisations of every kind, named as demonstrations. */
export const organisations: readonly SeedOrganisation[] = [
  {
    slug: 'public-data-centre',
    name: { zh: '省公共数据中心（示例）', en: 'Provincial Public Data Centre (demo)' },
    kind: 'public-body',
    uscc17: '12350000DEMA00001',
    owner: at('provider'),
  },
  {
    slug: 'strait-ocean-institute',
    name: {
      zh: '海峡海洋与气象研究院（示例）',
      en: 'Strait Institute of Ocean and Weather (demo)',
    },
    kind: 'institute',
    uscc17: '12350200DEMA00002',
    owner: at('provider'),
  },
  {
    slug: 'rongcheng-university',
    name: { zh: '榕城大学数据学院（示例）', en: 'Rongcheng University, School of Data (demo)' },
    kind: 'university',
    uscc17: '12350100DEMA00003',
    owner: at('university'),
  },
  {
    slug: 'minjiang-manufacturing',
    name: {
      zh: '闽江智能制造有限公司（示例）',
      en: 'Minjiang Intelligent Manufacturing Ltd (demo)',
    },
    kind: 'enterprise',
    uscc17: '91350100DEMA00004',
    owner: at('provider'),
  },
  {
    slug: 'zhongbiao-annotation',
    name: { zh: '众标数据标注有限公司（示例）', en: 'Zhongbiao Data Annotation Ltd (demo)' },
    kind: 'annotation-vendor',
    uscc17: '91350500DEMA00005',
    owner: at('vendor'),
  },
];
