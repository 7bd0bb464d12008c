import { describe, expect, test } from 'vitest';
import type { StoredOrganisation } from '../tables.ts';
import { conflictRule, type ConflictPerson, type OrganisationTie } from './find-conflict.ts';

const org = (name: string, id: string | null = null, uscc: string | null = null) =>
  ({ id, uscc, names: [name] }) satisfies StoredOrganisation;
const nobody: ConflictPerson = { userId: 'u1', names: ['林一'], stays: [], ties: [] };
const applicant = org('闽海数据', 'o1', '91350100M000100Y43');

function kindOf(
  person: Partial<ConflictPerson>,
  options: { ties?: OrganisationTie[]; today?: string; years?: number; people?: string[] } = {},
): string | undefined {
  const { ties = [], today = '2026-11-23', years = 3, people = [] } = options;
  const rule = conflictRule(ties, today, years);
  const item = rule.prepare({ orgs: [applicant], people });
  return rule.find({ ...nobody, ...person }, item)?.kind;
}
const at = (of: StoredOrganisation, to: string | null = null) => ({
  stays: [{ org: of, from: '2010-01-01', to }],
});

describe('stays', () => {
  test('the same organisation by id, by code, by name whatever its width and spaces', () => {
    expect(kindOf(at(org('other', 'o1')))).toBe('organisation');
    expect(kindOf(at(org('other', null, '91350100M000100Y43')))).toBe('organisation');
    expect(kindOf(at(org('闽海 数据')))).toBe('organisation');
    expect(kindOf(at(org('闽海')))).toBeUndefined();
  });
  test('until N years after the end, to the day', () => {
    expect(kindOf(at(applicant, '2023-11-23'))).toBe('organisation');
    expect(kindOf(at(applicant, '2023-11-22'))).toBeUndefined();
    expect(kindOf(at(applicant, '2025-02-28'), { today: '2028-02-29' })).toBeUndefined();
    expect(kindOf(at(applicant, '2025-03-01'), { today: '2028-02-29' })).toBe('organisation');
    expect(kindOf(at(applicant, '2026-11-22'), { years: 0 })).toBeUndefined();
  });
});

describe('groups', () => {
  const parent = org('闽海集团', 'o2');
  const sister = org('闽海云', 'o3');
  const ties = [
    { a: parent, b: applicant, to: null },
    { a: sister, b: parent, to: null },
  ];
  test('a sister is an affiliate through the parent', () => {
    expect(kindOf(at(sister), { ties })).toBe('affiliate');
    expect(kindOf(at(org('闽海云')), { ties })).toBe('affiliate');
    expect(kindOf(at(org('别家', 'o9')), { ties })).toBeUndefined();
  });
  test('a tie that ended long ago no longer joins', () => {
    const ended = [ties[0] as OrganisationTie, { a: sister, b: parent, to: '2020-01-01' }];
    expect(kindOf(at(sister), { ties: ended })).toBeUndefined();
  });
  test('a declared tie to a group binds for all of it', () => {
    const declared = { ties: [{ nature: 'financial' as const, to: sister, until: null }] };
    expect(kindOf(declared, { ties })).toBe('declared');
    expect(kindOf(declared)).toBeUndefined();
  });
});

describe('persons', () => {
  const coAuthor = (until: string | null) => ({
    ties: [{ nature: 'co-author' as const, to: '陈 二', until }],
  });
  test('named persons, by name or user id, and who is close to them', () => {
    expect(kindOf({}, { people: ['林一'] })).toBe('self');
    expect(kindOf({}, { people: ['u1'] })).toBe('self');
    expect(kindOf(coAuthor(null), { people: ['陈二'] })).toBe('person');
    expect(kindOf(coAuthor('2019-01-01'), { people: ['陈二'] })).toBeUndefined();
    expect(kindOf(coAuthor(null), { people: ['陈三'] })).toBeUndefined();
  });
});
