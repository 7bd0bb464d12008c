import { sql, type Kysely } from 'kysely';
import { policies } from './20261123_0740_selection/policies.ts';
import { programmes } from './20261123_0740_selection/programmes.ts';
import { ruleSets } from './20261123_0740_selection/rule-sets.ts';
import { tables } from './20261123_0740_selection/tables.ts';

/** Members in the order of their names, no white space: the text whose sha256 names a rule set. */
function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const entries = Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : 1));
  return `{${entries.map(([k, v]) => `${JSON.stringify(k)}:${canonical(v)}`).join(',')}}`;
}

async function sha256(text: string): Promise<string> {
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text));
  return Array.from(new Uint8Array(digest), (b) => b.toString(16).padStart(2, '0')).join('');
}

/** Selection: the measures as programmes, their rule sets, the rounds, and what is applied for in them. */
export async function up(db: Kysely<any>): Promise<void> {
  await sql.raw(tables).execute(db);
  await db.insertInto('selection.programme').values(programmes).execute();
  let number = 0;
  for (const row of ruleSets) {
    number += 1;
    const { rules, form, settings } = row as unknown as Record<string, object>;
    await db
      .insertInto('selection.rule_set')
      .values({
        ...row,
        id: `01990000-0000-7000-8000-00000000080${number}`,
        rules: JSON.stringify(rules),
        form: JSON.stringify(form),
        settings: JSON.stringify(settings),
        sha256: await sha256(canonical(row)),
      })
      .execute();
  }
  await sql.raw(policies).execute(db);
}
