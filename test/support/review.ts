import type { NewBoard, NewItem } from '#src/review/index.ts';
import { systemActor } from '#src/kernel/actor.ts';
import { newId } from '#src/kernel/ids.ts';
import type { TestHub } from './hub.ts';
import { person } from './people.ts';
import type { Visitor } from './visitor.ts';

const words = (text: string) => ({ zh: text, en: text });

/** A board of two criteria that is due in a month. */
export const newBoard = (
  subject: NewBoard['subject'],
  change: Partial<NewBoard> = {},
): NewBoard => ({
  subject,
  title: { zh: '2026 年度评审', en: 'Review of 2026' },
  rubric: [
    { key: 'use', title: words('Use'), help: words(''), weight: 3, min: 0, max: 10 },
    { key: 'rights', title: words('Rights'), help: words(''), weight: 1, min: 0, max: 10 },
  ],
  blind: 'single',
  reviewsPerItem: 2,
  dueAt: new Date(Date.now() + 30 * 86_400_000),
  conflictYears: 3,
  fields: ['ocean'],
  places: 1,
  ...change,
});

export const newItem = (
  id: string,
  orgIds: readonly string[],
  change: Partial<NewItem> = {},
): NewItem => ({
  subject: { kind: 'test.application', id },
  title: `Dataset ${id}`,
  orgIds,
  people: [],
  field: 'ocean',
  href: `/d/applicant/${id}`,
  summary: `# What ${id} holds\n\nMeasurements.`,
  ...change,
});

export type Expert = Visitor & { userId: string; email: string; expertId: string };

/** An active expert of the field. */
export async function registered(
  hub: TestHub,
  name: string,
  change: { fields?: string[]; load_limit?: number } = {},
): Promise<Expert> {
  const who = await person(hub, name);
  const expertId = newId();
  await hub.node.hub.store.write(systemActor('test'), (trx) =>
    trx
      .insertInto('review.expert')
      .values({
        id: expertId,
        user_id: who.userId,
        state: 'active',
        fields: ['ocean'],
        load_limit: 10,
        term_from: '2020-01-01',
        term_to: '2099-12-31',
        state_reason: null,
        invited_by: null,
        decided_by: null,
        ...change,
      })
      .execute(),
  );
  return Object.assign(who, { expertId });
}
