import type { Db } from '../deps.ts';
import { affiliationsOf, relationsOf, type ExpertRow, type TieRow } from './queries.ts';
import type { ExpertView, TieView } from './schema.ts';

/** The whole entry with what it declares; for the expert and for staff. */
export async function expertView(db: Db, row: ExpertRow): Promise<ExpertView> {
  return {
    id: row.id,
    name: row.name,
    state: row.state,
    fields: row.fields,
    loadLimit: row.load_limit,
    term: { from: row.term_from, to: row.term_to },
    stateReason: row.state_reason,
    revision: row.revision,
    affiliations: (await affiliationsOf(db, row.id)).map((a) => ({
      ...{ id: a.id, orgId: a.org_id, uscc: a.uscc, name: a.name },
      ...{ from: a.from_day, to: a.to_day, struck: a.struck_at !== null },
    })),
    relations: (await relationsOf(db, row.id)).map((r) => ({
      ...{ id: r.id, kind: r.kind, nature: r.nature, uscc: r.uscc, name: r.name },
      ...{ until: r.until_day, struck: r.struck_at !== null },
    })),
  };
}

export const tieView = (row: TieRow): TieView => ({
  id: row.id,
  a: { orgId: row.a_org_id, uscc: row.a_uscc, name: row.a_name },
  b: { orgId: row.b_org_id, uscc: row.b_uscc, name: row.b_name },
  nature: row.nature,
  note: row.note,
  from: row.from_day,
  to: row.to_day,
  revision: row.revision,
});
