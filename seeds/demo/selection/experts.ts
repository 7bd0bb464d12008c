import { organisations, type SeedPerson } from '../people.ts';

type Relation = {
  readonly kind: 'organisation' | 'person';
  readonly nature: 'co-author' | 'family' | 'financial';
  readonly name: string;
};

/** An expert of the demonstration's register. */
export interface DemoExpert extends SeedPerson {
  readonly fields: readonly string[];
  /** Where they work or worked; `org` is an applicant's slug or a name. */
  readonly stay?: { readonly org: string; readonly from: string; readonly yearsAgo?: number };
  readonly relation?: Relation;
  /** Points above (+) or below (-) what others give; drawn for those without. */
  readonly severity?: number;
}

/** The holding company that stands behind the annotation vendor. */
export const holding = '众标控股集团（示例）';

/** Person whom an application names and an expert has published with. */
export const coAuthor = '何晓舟';

/** Broad on purpose: experts who share fields share items, so that their marks can be compared. */
const fields = [
  ['research', 'other', 'transport', 'health', 'human-resources', 'manufacturing'],
  ['other', 'research', 'transport', 'health', 'human-resources', 'manufacturing'],
] as const;

const surnames = '苏许叶方郭蔡谢罗梁宋唐邓曹彭曾肖田董潘袁于蒋余杜戴';
const given = ['文澜', '景行', '若谷', '清和', '怀瑾'];

type Special = Pick<DemoExpert, 'stay' | 'relation' | 'severity'>;

/** Ties and temperaments; the others have none worth naming. */
const special: Readonly<Record<number, Special>> = {
  0: { stay: { org: 'rongcheng-university', from: '2015-09-01' } },
  1: { stay: { org: 'rongcheng-university', from: '2010-09-01', yearsAgo: 1 } },
  2: { stay: { org: 'strait-ocean-institute', from: '2012-03-01', yearsAgo: 2 } },
  3: { stay: { org: 'minjiang-manufacturing', from: '2019-05-01' } },
  4: { stay: { org: 'public-data-centre', from: '2018-01-01' } },
  // Left longer ago than ties bind.
  5: { stay: { org: 'rongcheng-university', from: '2008-09-01', yearsAgo: 6 } },
  6: { stay: { org: holding, from: '2020-01-01' } },
  7: { severity: -18 },
  8: { relation: { kind: 'organisation', nature: 'financial', name: 'minjiang-manufacturing' } },
  9: { relation: { kind: 'person', nature: 'co-author', name: coAuthor } },
  10: { relation: { kind: 'person', nature: 'family', name: '陈供方' } },
  15: { severity: 10 },
};

/** Twenty-five experts; the eighth is severe and the sixteenth lenient, as the ranking must find. */
export const demoExperts: readonly DemoExpert[] = [...surnames].map((surname, n) => ({
  role: `expert ${n + 1}`,
  email: n === 12 ? 'expert@demo.example' : `expert${n + 1}@demo.example`,
  name: surname + given[n % given.length],
  fields: fields[n % fields.length] as readonly string[],
  ...special[n],
}));

/** Those who were in the register in the first year: fewer, as there was less to review. */
export const firstYear = demoExperts.slice(7, 21);

/** Name and code by which an expert's stay or tie refers to an applicant; the text itself for others. */
export function partyOf(org: string, code: (uscc17: string) => string) {
  const known = organisations.find((o) => o.slug === org);
  return known ? { name: known.name.zh, uscc: code(known.uscc17) } : { name: org };
}
