import { afterAll, beforeAll, expect, test } from 'vitest';
import { systemActor } from '#src/kernel/actor.ts';
import { replayRound } from '#src/selection/index.ts';
import { selectedRound } from '#test/support/directory-world.ts';
import { startHub, type TestHub } from '#test/support/hub.ts';
import { organisation, person } from '#test/support/people.ts';
import type { Visitor } from '#test/support/visitor.ts';

let hub: TestHub;
let operator: Visitor;
let org: { orgId: string; slug: string };
const at = '/api/v1/operator/selection';

beforeAll(async () => {
  hub = await startHub({ jobs: false });
  operator = await person(hub, 'operator', { staffRole: 'operator' });
  org = await organisation(hub, 'provider', (await person(hub, 'owner')).email);
});
afterAll(() => hub.stop());

const replayed = (id: string) =>
  hub.node.hub.store.read(systemActor('test'), (db) => replayRound(db as never, id));

test('a round published in parts replays with the slots of every part', async () => {
  const { id, applications } = await selectedRound(hub, 2031, org, 4);
  const publish = async (some: readonly string[]) => {
    const reply = await operator.post(`${at}/rounds/${id}/publication`, { applications: some });
    expect(reply.status).toBe(200);
    const { body } = await operator.get(`/api/v1/selection/rounds/${id}`);
    return [body.state, body.events.at(-1).command];
  };
  expect(await publish(applications.slice(0, 2))).toEqual(['noticing', 'publishPart']);
  expect((await replayed(id)).differing).not.toContain('slots');
  expect(await publish(applications.slice(2, 3))).toEqual(['noticing', 'publishPart']);
  expect(await publish(applications.slice(3))).toEqual(['published', 'publish']);
  expect((await replayed(id)).differing).not.toContain('slots');
});
