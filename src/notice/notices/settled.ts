import type { Db, SettledObjection } from '../deps.ts';
import { noticeById, objectionsOf, versionsOf } from './queries.ts';

/** Whether the notice has run its time and was settled. */
export async function isConfirmed(db: Db, noticeId: string): Promise<boolean> {
  return (await noticeById(db, noticeId))?.state === 'confirmed';
}

/** The objections to a notice that were upheld, each with the item it is about. */
export async function upheldObjections(db: Db, noticeId: string): Promise<SettledObjection[]> {
  const versions = new Map((await versionsOf(db, noticeId)).map((v) => [v.version, v.items]));
  const rows = await objectionsOf(db, noticeId);
  return rows
    .filter((row) => row.state === 'upheld')
    .map(({ id, number, state, item, version, outcome }) => ({
      id,
      number,
      state,
      item: item === null ? null : (versions.get(version)?.[item]?.subject ?? null),
      outcome,
    }));
}
