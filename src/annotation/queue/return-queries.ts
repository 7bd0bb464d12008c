import { sql } from 'kysely';
import type { Db } from '../deps.ts';

/** An item sent back to somebody who is no longer of the vendor's organisation. */
export interface Forsaken {
  readonly slot_id: string;
  readonly award_id: string;
  readonly vendor_org_id: string;
  readonly person_id: string;
}

/** Items that wait for people who have left, some of them; the index of returned slots answers. */
export async function forsaken(db: Db, limit: number): Promise<Forsaken[]> {
  const { rows } = await sql<Forsaken>`
    select s.id as slot_id, s.award_id, s.vendor_org_id, s.returned_to as person_id from annotation.slot s
    where s.state = 'returned' and s.kind <> 'gold' and s.returned_to is not null
      and not exists (select 1 from identity.member m
        where m.org_id = s.vendor_org_id and m.user_id = s.returned_to)
    order by s.award_id, s.id limit ${limit} for update of s skip locked`.execute(db);
  return rows;
}

/** The result sent back is given up: whoever takes the item over begins anew. */
export async function giveUpReturned(db: Db, slotId: string): Promise<void> {
  await sql`with freed as (update annotation.slot set returned_to = null where id = ${slotId})
    update annotation.annotation set state = 'replaced', updated_at = now()
    where slot_id = ${slotId} and state = 'returned'`.execute(db);
}
