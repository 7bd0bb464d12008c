import { AppError } from '#src/kernel/errors.ts';
import type { Db, Trx } from '../deps.ts';
import { reviewErrors } from '../errors.ts';
import type { StoredOrganisation } from '../tables.ts';
import {
  conflictRule,
  type Conflict,
  type ConflictPerson,
  type OrganisationTie,
} from './find-conflict.ts';
import {
  holdExperts,
  itemFacts,
  organisationTies,
  personFacts,
  today,
  type ItemFacts,
  type PersonFacts,
} from './queries.ts';

const stored = (row: { org_id: string | null; uscc: string | null; name: string }) =>
  ({ id: row.org_id, uscc: row.uscc, names: [row.name] }) satisfies StoredOrganisation;

function personOf(userId: string, facts: PersonFacts): ConflictPerson {
  const mine = (row: { user_id: string }) => row.user_id === userId;
  return {
    userId,
    names: facts.names.filter(mine).map((row) => row.name),
    stays: [
      ...facts.memberships.filter(mine).map(({ id, uscc, name_zh, name_en }) => ({
        org: { id, uscc, names: [name_zh, name_en] },
        from: '0001-01-01',
        to: null,
      })),
      ...facts.affiliations
        .filter(mine)
        .map((row) => ({ org: stored(row), from: row.from_day, to: row.to_day })),
    ],
    ties: facts.relations.filter(mine).map((row) => ({
      nature: row.nature,
      to: row.kind === 'person' ? row.name : stored(row),
      until: row.until_day,
    })),
  };
}

/** Persons as the rule of conflicts knows them, by user id. */
export async function conflictPersons(
  db: Db,
  userIds: readonly string[],
): Promise<Map<string, ConflictPerson>> {
  const facts = await personFacts(db, userIds);
  const by = (key: keyof PersonFacts) =>
    Map.groupBy(facts[key] as readonly { user_id: string }[], (row) => row.user_id);
  const groups = {
    names: by('names'),
    memberships: by('memberships'),
    affiliations: by('affiliations'),
    relations: by('relations'),
  };
  return new Map(
    userIds.map((id) => {
      const own = Object.fromEntries(
        Object.entries(groups).map(([key, rows]) => [key, rows.get(id) ?? []]),
      ) as unknown as PersonFacts;
      return [id, personOf(id, own)];
    }),
  );
}

/** The rule of conflicts as of today, over the ties an operator keeps. */
export async function ruleToday(db: Db, years: number) {
  const ties: OrganisationTie[] = (await organisationTies(db)).map((row) => ({
    a: { id: row.a_org_id, uscc: row.a_uscc, names: [row.a_name] },
    b: { id: row.b_org_id, uscc: row.b_uscc, names: [row.b_name] },
    to: row.to_day,
  }));
  return conflictRule(ties, await today(db), years);
}

async function conflictsWith(
  db: Db,
  userId: string,
  items: readonly ItemFacts[],
): Promise<Map<string, Conflict>> {
  const found = new Map<string, Conflict>();
  const person = (await conflictPersons(db, [userId])).get(userId);
  if (!person) return found;
  for (const [years, group] of Map.groupBy(items, (item) => item.conflict_years)) {
    const rule = await ruleToday(db, years);
    for (const item of group) {
      const conflict = rule.find(person, rule.prepare(item));
      if (conflict) found.set(item.id, conflict);
    }
  }
  return found;
}

/** Items of these that the person is tied to: to be left out of everything the person is shown. */
export async function hiddenItems(
  db: Db,
  userId: string,
  of: { readonly boardId: string } | { readonly itemIds: readonly string[] },
): Promise<Set<string>> {
  if ('itemIds' in of && of.itemIds.length === 0) return new Set();
  return new Set((await conflictsWith(db, userId, await itemFacts(db, of))).keys());
}

/** Whether the person is tied to the item of this subject; false where no such item is under review. */
export async function conflictOf(
  db: Db,
  userId: string,
  subject: { readonly kind: string; readonly id: string },
): Promise<boolean> {
  return (await conflictsWith(db, userId, await itemFacts(db, { subject }))).size > 0;
}

/** Throws review.conflict when the person is tied to the item now. */
export async function requireNoConflict(db: Db, userId: string, itemId: string): Promise<void> {
  if ((await hiddenItems(db, userId, { itemIds: [itemId] })).has(itemId))
    throw new AppError(reviewErrors.conflict);
}

/** The same before a write: what was declared cannot change until the transaction ends. */
export async function holdNoConflict(trx: Trx, userId: string, itemId: string): Promise<void> {
  await holdExperts(trx, [userId]);
  await requireNoConflict(trx, userId, itemId);
}
