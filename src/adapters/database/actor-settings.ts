import { isStaff, type Actor } from '#src/kernel/actor.ts';

/** Id, organisations (comma-separated) and role of an actor as the row-level policies know them. */
export function actorSettings(actor: Actor): readonly [id: string, orgs: string, role: string] {
  if (actor.kind === 'system') return ['', '', 'system'];
  const role = isStaff(actor, 'operator', 'approver', 'auditor', 'admin') ? 'staff' : '';
  if (actor.kind !== 'user') return ['', '', role];
  return [actor.userId, actor.orgs.map((m) => m.orgId).join(','), role];
}
