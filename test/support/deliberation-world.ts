import { recordAudit } from '#src/audit/index.ts';
import { systemActor, type UserActor } from '#src/kernel/actor.ts';
import { newId } from '#src/kernel/ids.ts';
import { addItem, drawPanel, openBoard, setUpPanel } from '#src/review/index.ts';
import { applicationIn, roundIn, type WorldRound } from './directory-world.ts';
import type { TestHub } from './hub.ts';
import { newBoard, newItem, type Expert } from './review.ts';
import type { Visitor } from './visitor.ts';

const by = systemActor('test');

/** Scores of one application by each expert, in the order of the experts; null for none. */
export interface Scored {
  readonly org: { readonly orgId: string; readonly slug: string };
  readonly scores: readonly (number | null)[];
  readonly title?: { readonly zh: string; readonly en: string };
}

export interface DeliberationWorld extends WorldRound {
  readonly applications: string[];
  readonly panel: string;
}

/** Reviews are written by who holds them. */
const actorOf = ({ userId, email }: Expert): UserActor => ({
  ...{ kind: 'user', userId, email, name: email, staff: [], orgs: [] },
  ...{ via: 'session', scopes: 'all' },
});

/** A round in deliberation with a drawn panel and submitted reviews. */
export async function deliberatedRound(
  hub: TestHub,
  year: number,
  experts: readonly Expert[],
  scored: readonly Scored[],
): Promise<DeliberationWorld> {
  const { store } = hub.node.hub;
  const id = newId();
  const { rubric } = (
    await store.read(by, (db) =>
      db
        .selectFrom('selection.rule_set')
        .select('settings')
        .where('programme_code', '=', 'M8')
        .executeTakeFirstOrThrow(),
    )
  ).settings;
  const boardId = await store.write(by, (trx) =>
    openBoard(
      trx,
      (record) => recordAudit(trx, by, record),
      newBoard({ kind: 'selection.round', id }, { places: 10, rubric: [...rubric] }),
    ),
  );
  const round = await roundIn(hub, year, 'deliberating', boardId);
  const applications: string[] = [];
  const reviews: { assignment: string; item: string; expert: Expert; score: number }[] = [];
  for (const { org, scores, title } of scored) {
    const application = await applicationIn(hub, round, org, 'under_review', title);
    applications.push(application);
    await store.write(by, async (trx) => {
      const audit = (record: Parameters<typeof recordAudit>[2]) => recordAudit(trx, by, record);
      const subject = { kind: 'selection.application', id: application };
      const item = await addItem(
        trx,
        audit,
        boardId,
        newItem(application, [org.orgId], { subject }),
      );
      for (const [n, score] of scores.entries()) {
        const expert = experts[n];
        if (!expert || score === null) continue;
        const assignment = newId();
        await trx
          .insertInto('review.assignment')
          .values({
            id: assignment,
            board_id: boardId,
            item_id: item,
            expert_id: expert.expertId,
            user_id: expert.userId,
            state: 'submitted',
            state_reason: null,
            explanation: JSON.stringify({ zh: 'x', en: 'x' }),
            invited_by: null,
            declared_at: new Date(),
            submitted_at: new Date(),
            versions: 1,
          })
          .execute();
        reviews.push({ assignment, item, expert, score });
      }
    });
  }
  for (const { assignment, item, expert, score } of reviews)
    await store.write(actorOf(expert), (trx) =>
      trx
        .insertInto('review.version')
        .values({
          assignment_id: assignment,
          number: 1,
          item_id: item,
          user_id: expert.userId,
          scores: JSON.stringify(
            Object.fromEntries(rubric.map(({ key, max }) => [key, (score / 100) * max])),
          ),
          total: score,
          opinion: 'x',
          note: '',
        })
        .execute(),
    );
  const panel = await store.write(by, async (trx) => {
    const audit = (record: Parameters<typeof recordAudit>[2]) => recordAudit(trx, by, record);
    const made = await setUpPanel(trx, audit, {
      subject: { kind: 'selection.round', id: round.id },
      title: { zh: '评议小组', en: 'Panel' },
      fields: [],
      size: experts.length,
      quorum: experts.length,
      term: { from: '2026-01-01', to: '2098-12-31' },
    });
    return made;
  });
  await store.write(by, (trx) =>
    drawPanel(trx, (record) => recordAudit(trx, by, record), hub.node.hub.store as never, panel),
  );
  return { ...round, applications, panel };
}

/** A round with three applications, all shortlisted by this operator, and a sitting that had its quorum. */
export async function shortlistedRound(
  hub: TestHub,
  year: number,
  experts: readonly Expert[],
  org: Scored['org'],
  operator: Visitor,
): Promise<DeliberationWorld> {
  const scored = [90, 70, 50].map((score) => ({ org, scores: experts.map(() => score) }));
  const world = await deliberatedRound(hub, year, experts, scored);
  const at = '/api/v1/operator/selection';
  const present = experts.map((e) => e.userId);
  const sitting = { revision: 0, heldOn: '2026-11-20', minutes: '评议记录', present };
  const { body } = await operator.send('PUT', `${at}/rounds/${world.id}/deliberation`, sitting);
  for (const { application, revision } of body.items) {
    const change = { revision, shortlisted: true };
    const reply = await operator.post(`${at}/applications/${application}/shortlist`, change);
    if (reply.status !== 200) throw new Error(JSON.stringify(reply.body));
  }
  return world;
}
