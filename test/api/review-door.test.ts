import { afterAll, beforeAll, expect, test } from 'vitest';
import { recordAudit } from '#src/audit/index.ts';
import {
  addItem,
  boardOf,
  closeBoard,
  drawPanel,
  hasQuorum,
  isConflicted,
  openBoard,
  panelOf,
  rankingOf,
  reviewedBy,
  setUpPanel,
  withdrawItem,
} from '#src/review/index.ts';
import { systemActor } from '#src/kernel/actor.ts';
import { drawSample, verifyDraw } from '#src/kernel/draw-sample.ts';
import { startHub, type TestHub } from '#test/support/hub.ts';
import { organisation, person } from '#test/support/people.ts';
import { newBoard, newItem, registered } from '#test/support/review.ts';

const by = systemActor('test');
let hub: TestHub;
beforeAll(async () => {
  hub = await startHub({ jobs: false });
});
afterAll(() => hub.stop());

const write = <R>(run: Parameters<typeof hub.node.hub.store.write<R>>[1]) =>
  hub.node.hub.store.write(by, run);

test('a board, its items, conflicts, the ranking and the end', async () => {
  const owner = await person(hub, 'owner');
  const outsider = await person(hub, 'outsider');
  const org = await organisation(hub, 'applicant', owner.email);
  const subject = { kind: 'test.round', id: 'r1' };
  const [boardId, itemId] = await write(async (trx) => {
    const audit = (record: Parameters<typeof recordAudit>[2]) => recordAudit(trx, by, record);
    const board = await openBoard(trx, audit, newBoard(subject));
    return [board, await addItem(trx, audit, board, newItem('a1', [org.orgId]))];
  });
  const read = await hub.node.hub.store.read(by, async (db) => ({
    board: (await boardOf(db, subject))?.id,
    owner: await isConflicted(db, owner.userId, { kind: 'test.application', id: 'a1' }),
    outsider: await isConflicted(db, outsider.userId, { kind: 'test.application', id: 'a1' }),
    nothing: await isConflicted(db, owner.userId, { kind: 'test.application', id: 'a9' }),
    reviewers: await reviewedBy(db, { kind: 'test.application', id: 'a1' }),
    ranking: await rankingOf(db, boardId),
  }));
  expect(read).toEqual({
    board: boardId,
    owner: true,
    outsider: false,
    nothing: false,
    reviewers: [],
    ranking: {
      connected: false,
      reviewers: [],
      items: [
        {
          itemId,
          subject: { kind: 'test.application', id: 'a1' },
          raw: { mean: null, reviews: 0, byCriterion: {} },
          ...{ adjusted: null, rank: null, interval: null, hangsOn: null },
        },
      ],
    },
  });
  const end = (id: string) =>
    write(async (trx) => {
      const audit = (record: Parameters<typeof recordAudit>[2]) => recordAudit(trx, by, record);
      await withdrawItem(trx, audit, id, 'left');
      await closeBoard(trx, audit, boardId);
    });
  await end(itemId);
  await expect(end(itemId)).rejects.toMatchObject({ spec: { code: 'hub.notFound' } });
});

test('a panel is drawn once, by the seed whose hash stood before, and anyone can repeat it', async () => {
  const experts = await Promise.all([1, 2, 3, 4, 5].map((n) => registered(hub, `expert${n}`)));
  const subject = { kind: 'test.panel', id: 'p1' };
  const panelId = await write((trx) =>
    setUpPanel(trx, (record) => recordAudit(trx, by, record), {
      subject,
      title: { zh: '专家组', en: 'Panel' },
      fields: ['ocean'],
      size: 3,
      quorum: 2,
      term: { from: '2026-01-01', to: '2026-12-31' },
    }),
  );
  const before = await hub.node.hub.store.read(by, (db) => panelOf(db, subject));
  expect(before?.panel).toMatchObject({ seed: null, drawn_at: null, candidates: null });
  const draw = () =>
    write((trx) =>
      drawPanel(trx, (record) => recordAudit(trx, by, record), hub.node.hub.store, panelId),
    );
  const panel = await draw();
  await expect(draw()).rejects.toMatchObject({ spec: { code: 'hub.wrongState' } });
  const units = panel.candidates ?? [];
  expect(units.map((u) => u.id)).toEqual(experts.map((e) => e.expertId).toSorted());
  const sample = await drawSample(panel.seed ?? '', units, 3);
  const { members = [] } = (await hub.node.hub.store.read(by, (db) => panelOf(db, subject))) ?? {};
  expect(members.map((m) => m.expert_id)).toEqual(sample);
  const lotDigest = panel.candidates_digest ?? '';
  expect(
    await verifyDraw({
      commitment: before?.panel.commitment ?? '',
      seed: panel.seed ?? '',
      units,
      lotDigest,
      sample,
    }),
  ).toEqual({ ok: true });

  const quorum = (...present: (string | undefined)[]) =>
    hub.node.hub.store.read(by, (db) =>
      hasQuorum(
        db,
        panelId,
        present.filter((id) => id !== undefined),
      ),
    );
  const [a, b] = members.map((m) => m.user_id);
  const outside = experts.find((e) => !members.some((m) => m.user_id === e.userId));
  expect(await quorum(a, b)).toBe(true);
  expect(await quorum(a, a)).toBe(false);
  expect(await quorum(a, outside?.userId)).toBe(false);
});
