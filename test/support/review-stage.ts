import { recordAudit } from '#src/audit/index.ts';
import { addItem, openBoard, type NewBoard } from '#src/review/index.ts';
import { systemActor } from '#src/kernel/actor.ts';
import { startHub, type TestHub } from './hub.ts';
import { organisation, person } from './people.ts';
import { newBoard, newItem, registered, type Expert } from './review.ts';
import type { Reply, Visitor } from './visitor.ts';

export const ops = '/api/v1/operator/review';
export const mine = '/api/v1/review/assignments';
export const free = { outsideField: false, avoid: [] };

/** The body of an answer that must have this status. */
export function ok(reply: Reply, status = 200) {
  if (reply.status !== status) throw new Error(`${reply.status} ${JSON.stringify(reply.body)}`);
  return reply.body;
}

export interface Given {
  readonly id: string;
  readonly who: Expert;
}

/** A hub with an operator, an applicant and three experts of the field, and what one does there. */
export class ReviewStage {
  readonly hub: TestHub;
  readonly operator: Visitor & { userId: string };
  readonly org: { orgId: string };
  readonly experts: readonly Expert[];
  #boards = 0;

  private constructor(
    hub: TestHub,
    operator: ReviewStage['operator'],
    org: ReviewStage['org'],
    experts: readonly Expert[],
  ) {
    this.hub = hub;
    this.operator = operator;
    this.org = org;
    this.experts = experts;
  }

  static async open(): Promise<ReviewStage> {
    const hub = await startHub({ jobs: false });
    const operator = await person(hub, 'operator', { staffRole: 'operator' });
    const owner = await person(hub, 'owner');
    const org = await organisation(hub, 'applicant', owner.email);
    const experts: Expert[] = [];
    for (const n of [1, 2, 3]) experts.push(await registered(hub, `ocean${n}`));
    return new ReviewStage(hub, operator, org, experts);
  }

  /** A board with items of the applicant, or of the organisations told. */
  async board(
    change: Partial<NewBoard> = {},
    items: readonly (readonly [name: string, orgIds: readonly string[]])[] = [
      ['a', [this.org.orgId]],
    ],
  ): Promise<{ id: string; itemIds: string[] }> {
    const by = systemActor('test');
    this.#boards += 1;
    const key = `j${this.#boards}`;
    return this.hub.node.hub.store.write(by, async (trx) => {
      const audit = (record: Parameters<typeof recordAudit>[2]) => recordAudit(trx, by, record);
      const id = await openBoard(trx, audit, newBoard({ kind: 'test.round', id: key }, change));
      const itemIds: string[] = [];
      for (const [name, orgIds] of items)
        itemIds.push(await addItem(trx, audit, id, newItem(`${key}${name}`, orgIds)));
      return { id, itemIds };
    });
  }

  async assign(boardId: string, partial = false): Promise<Reply> {
    const at = `${ops}/boards/${boardId}`;
    const { digest } = ok(await this.operator.post(`${at}/assignment-preview`, free));
    return this.operator.post(`${at}/assignments`, { ...free, digest, partial });
  }

  /** The invitations of the board that nobody answered yet. */
  async invited(boardId: string): Promise<[Given, Given, ...Given[]]> {
    const { items } = ok(await this.operator.get(`${ops}/boards/${boardId}`));
    const reviews = items.flatMap((i: { reviews: object[] }) => i.reviews);
    return (reviews as { id: string; state: string; expert: { id: string } }[])
      .filter((r) => r.state === 'invited')
      .map((r) => ({
        id: r.id,
        who: this.experts.find((e) => e.expertId === r.expert.id) as Expert,
      })) as [Given, Given];
  }
}

export const listOf = async (who: Visitor) =>
  ok(await who.get(`${mine}?state=open`)).items as { id: string }[];
export const view = async (who: Visitor, id: string) => ok(await who.get(`${mine}/${id}`));

export async function declared({ who, id }: Given) {
  const { revision } = await view(who, id);
  return ok(await who.post(`${mine}/${id}/declare`, { revision, tie: 'none' }));
}

/** Declares, saves and submits. */
export async function reviewed(given: Given, use: number, rights = use) {
  const { who, id } = given;
  await declared(given);
  const body = { revision: 0, scores: { use, rights }, opinion: `for ${use}`, note: `note ${use}` };
  const { revision } = ok(await who.send('PUT', `${mine}/${id}/draft`, body));
  return ok(await who.post(`${mine}/${id}/submit`, { revision }));
}
