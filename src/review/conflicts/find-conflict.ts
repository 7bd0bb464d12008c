import type { RelationNature, StoredOrganisation, Words } from '../tables.ts';

/** A stay at an organisation; days are YYYY-MM-DD, both ends count, `to` null means still there. */
export interface Stay {
  readonly org: StoredOrganisation;
  readonly from: string;
  readonly to: string | null;
}
/** What somebody declared about themselves. */
export interface Tie {
  readonly nature: RelationNature;
  /** A person's name, or an organisation. */
  readonly to: string | StoredOrganisation;
  readonly until: string | null;
}
/** What is known of a person who is to review or decide. */
export interface ConflictPerson {
  readonly userId: string;
  readonly names: readonly string[];
  readonly stays: readonly Stay[];
  readonly ties: readonly Tie[];
}
/** Whom an item concerns: its organisations, and persons by name or user id. */
export interface ConflictItem {
  readonly orgs: readonly StoredOrganisation[];
  readonly people: readonly string[];
}
/** Two organisations that belong together, as an operator keeps them. */
export interface OrganisationTie {
  readonly a: StoredOrganisation;
  readonly b: StoredOrganisation;
  readonly to: string | null;
}
export type ConflictKind = 'self' | 'person' | 'organisation' | 'affiliate' | 'declared';
export interface Conflict {
  readonly kind: ConflictKind;
  /** The reason for staff; never for the person. */
  readonly sentence: Words;
}

/** Same text whatever the spaces, width and case: names are compared, never guessed. */
const plain = (name: string): string =>
  name.normalize('NFKC').replaceAll(/\s+/gu, '').toLowerCase();

/** Everything an organisation is known by; one in common makes two the same. */
function keysOf(org: StoredOrganisation): string[] {
  return [
    ...(org.id === null ? [] : [`id:${org.id}`]),
    ...(org.uscc === null ? [] : [`uscc:${org.uscc}`]),
    ...org.names.map((name) => `name:${plain(name)}`).filter((key) => key !== 'name:'),
  ];
}

/** The day `years` before; a 29 February stays one, which compares rightly as text. */
const yearsBefore = (day: string, years: number): string =>
  `${String(Number(day.slice(0, 4)) - years).padStart(4, '0')}${day.slice(4)}`;

/**
 * Organisations joined by ties, however many steps apart: a parent, its subsidiaries and theirs are one
 * group (union-find over their keys).
 */
function groupsOf(ties: readonly OrganisationTie[]): (key: string) => string {
  const parent = new Map<string, string>();
  const root = (key: string): string => {
    let at = key;
    for (let up = parent.get(at); up !== undefined; up = parent.get(at)) at = up;
    return at;
  };
  const join = (a: string, b: string): void => {
    const [x, y] = [root(a), root(b)];
    if (x !== y) parent.set(x, y);
  };
  for (const tie of ties) {
    const [first, ...rest] = [...keysOf(tie.a), ...keysOf(tie.b)];
    for (const key of rest) join(first as string, key);
  }
  return root;
}

const nameOf = (org: StoredOrganisation): string => org.names[0] ?? org.uscc ?? '';

interface PreparedItem {
  readonly keys: ReadonlySet<string>;
  readonly groups: ReadonlySet<string>;
  readonly people: ReadonlySet<string>;
}

/**
 * The rule of conflicts on a day: `prepare` an item once, then ask `find` for each person. A conflict is
 * to be the applicant or a named person; a stay at one of the organisations, or at one of their group,
 * that has not ended more than `years` years ago; and any tie that was declared and is not over as long.
 */
export function conflictRule(
  organisationTies: readonly OrganisationTie[],
  today: string,
  years: number,
): {
  prepare(item: ConflictItem): PreparedItem;
  find(person: ConflictPerson, item: PreparedItem): Conflict | undefined;
} {
  const since = yearsBefore(today, years);
  const binds = (end: string | null): boolean => end === null || end >= since;
  const group = groupsOf(organisationTies.filter((tie) => binds(tie.to)));
  const matches = (org: StoredOrganisation, item: PreparedItem) => {
    const keys = keysOf(org);
    if (keys.some((key) => item.keys.has(key))) return 'organisation' as const;
    return keys.some((key) => item.groups.has(group(key))) ? ('affiliate' as const) : undefined;
  };
  return {
    prepare: (item) => {
      const keys = item.orgs.flatMap(keysOf);
      return {
        keys: new Set(keys),
        groups: new Set(keys.map(group)),
        people: new Set(item.people.map(plain)),
      };
    },
    find: (person, item) => {
      if ([person.userId, ...person.names].some((name) => item.people.has(plain(name))))
        return { kind: 'self', sentence: selfSentence };
      for (const stay of person.stays) {
        const how = binds(stay.to) ? matches(stay.org, item) : undefined;
        if (how) return { kind: how, sentence: staySentence(stay, how, years) };
      }
      for (const tie of person.ties) {
        if (!binds(tie.until)) continue;
        if (typeof tie.to === 'string') {
          if (item.people.has(plain(tie.to)))
            return { kind: 'person', sentence: personSentence(tie.to, tie.nature) };
        } else if (matches(tie.to, item))
          return { kind: 'declared', sentence: declaredSentence(tie.to, tie.nature) };
      }
      return undefined;
    },
  };
}

const selfSentence: Words = {
  zh: '本人列于该项目的人员名单。',
  en: 'The person is named in the item itself.',
};

function staySentence(stay: Stay, how: 'organisation' | 'affiliate', years: number): Words {
  const name = nameOf(stay.org);
  const zh = stay.to === null ? `任职于${name}` : `${stay.to} 前任职于${name}（${years} 年内）`;
  const en =
    stay.to === null
      ? `Works at ${name}`
      : `Was at ${name} until ${stay.to}, within ${years} years`;
  return how === 'organisation'
    ? { zh: `${zh}，即申报方。`, en: `${en}, an applicant.` }
    : { zh: `${zh}，与申报方同属一组关联机构。`, en: `${en}, which belongs with an applicant.` };
}

const natures: Readonly<Record<RelationNature, Words>> = {
  'co-author': { zh: '合作者', en: 'co-author' },
  family: { zh: '亲属', en: 'family' },
  adviser: { zh: '师生或顾问', en: 'adviser' },
  financial: { zh: '经济利益', en: 'financial interest' },
  competitor: { zh: '竞争关系', en: 'competitor' },
  other: { zh: '其他关系', en: 'other' },
};
const personSentence = (name: string, nature: RelationNature): Words => ({
  zh: `已声明与${name}的关系：${natures[nature].zh}。`,
  en: `Declared a tie to ${name}: ${natures[nature].en}.`,
});
const declaredSentence = (org: StoredOrganisation, nature: RelationNature): Words => ({
  zh: `已声明与${nameOf(org)}或其关联机构的关系：${natures[nature].zh}。`,
  en: `Declared a tie to ${nameOf(org)} or its group: ${natures[nature].en}.`,
});
