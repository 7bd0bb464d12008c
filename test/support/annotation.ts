import { systemActor } from '#src/kernel/actor.ts';
import type { TestHub } from './hub.ts';
import { organisation, person } from './people.ts';
import type { Reply, Visitor } from './visitor.ts';

/** A configuration with one question on a text. */
export const textConfig = `<View><Text name="text" value="$text"/><Choices name="mood" toName="text">
<Choice value="good"/><Choice value="bad"/></Choices></View>`;

/** An answer to that question. */
export const choice = (value: 'good' | 'bad', id = 'r1') => [
  { id, from_name: 'mood', to_name: 'text', type: 'choices', value: { choices: [value] } },
];

export interface DemandSide {
  readonly owner: Visitor & { userId: string; email: string };
  readonly org: { orgId: string; slug: string };
}

/** An approved organisation with its owner signed in; it is an approved vendor of texts as well. */
export async function demandSide(hub: TestHub, slug: string): Promise<DemandSide> {
  const owner = await person(hub, `${slug}-owner`);
  const org = await organisation(hub, slug, owner.email);
  await hub.node.hub.store.write(systemActor('test'), (trx) =>
    trx
      .insertInto('annotation.vendor')
      .values({
        org_id: org.orgId,
        state: 'approved',
        modalities: ['text', 'image', 'audio'],
        languages: ['zh', 'en'],
        headcount: 100,
        state_reason: null,
        submitted_at: null,
        decided_at: null,
        decided_by: null,
      })
      .execute(),
  );
  return { owner, org };
}

/** One more member of an organisation, an annotator of its team. */
export async function colleague(
  hub: TestHub,
  orgId: string,
  name: string,
  role: 'manager' | 'member' = 'member',
): Promise<Visitor & { userId: string; email: string }> {
  const who = await person(hub, name);
  await hub.node.hub.store.write(systemActor('test'), async (trx) => {
    const of = { org_id: orgId, user_id: who.userId };
    await trx
      .insertInto('identity.member')
      .values({ ...of, role })
      .execute();
    if (role === 'member')
      await trx
        .insertInto('annotation.vendor_member')
        .values({ ...of, role: 'annotator', assigned_by: null })
        .execute();
  });
  return who;
}

/** The body of an answer that must have `status`. */
export function ok(reply: Reply, status = 200): any {
  if (reply.status !== status)
    throw new Error(`${reply.status} instead of ${status}: ${JSON.stringify(reply.body)}`);
  return reply.body;
}

export const api = '/api/v1/annotation';

/** An active project with `count` text tasks. */
export async function activeProject(of: DemandSide, count: number, first = 1): Promise<any> {
  const made = ok(
    await of.owner.post(`${api}/projects`, {
      org: of.org.slug,
      title: 'Moods',
      labelConfig: textConfig,
    }),
    201,
  );
  const items = Array.from({ length: count }, (_, n) => ({ text: `text ${first + n}` }));
  ok(await of.owner.post(`${api}/projects/${made.id}/imports`, { items }), 201);
  return ok(
    await of.owner.post(`${api}/projects/${made.id}/activate`, { revision: made.revision }),
  );
}

/** A published package over the project's tasks. */
export async function openPackage(
  of: DemandSide,
  projectId: string,
  body: Record<string, unknown> = {},
): Promise<any> {
  const made = ok(
    await of.owner.post(`${api}/projects/${projectId}/packages`, {
      title: 'First',
      mode: 'own_team',
      ...body,
    }),
    201,
  );
  return ok(await of.owner.post(`${api}/packages/${made.id}/publish`, { revision: made.revision }));
}

/** Leases up to `count` items. */
export const lease = async (
  who: Visitor,
  packageId: string,
  count = 1,
  mode: 'online' | 'offline' = 'online',
): Promise<any> => ok(await who.post(`${api}/packages/${packageId}/leases`, { count, mode }));

/** Submits a result under a lease; the whole reply, for statuses that matter. */
export const submit = (
  who: Visitor,
  leaseId: string,
  result: unknown[] = choice('good'),
  submissionId: string = crypto.randomUUID(),
): Promise<Reply> =>
  who.post(`${api}/leases/${leaseId}/submission`, { submissionId, result, leadTimeMs: 1200 });
