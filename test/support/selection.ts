import { publishAsHub } from '#src/catalog/index.ts';
import { systemActor } from '#src/kernel/actor.ts';
import type { TestHub } from './hub.ts';
import { organisation, person } from './people.ts';
import type { Reply, Visitor } from './visitor.ts';

export type Person = Visitor & { readonly userId: string; readonly email: string };
const m8 = '01990000-0000-7000-8000-000000000801';

/** A working day some weeks ahead, in years that the calendar of this hub is made to know. */
export async function closingDay(hub: TestHub): Promise<string> {
  const day = new Date(Date.now() + 30 * 86_400_000);
  while ([0, 6].includes(day.getUTCDay())) day.setUTCDate(day.getUTCDate() + 1);
  await hub.node.hub.store.write(systemActor('test'), async (trx) => {
    for (const year of [day.getUTCFullYear(), day.getUTCFullYear() + 1])
      await trx
        .insertInto('notice.calendar_year')
        .values({ year, source: 'test' })
        .onConflict((oc) => oc.doNothing())
        .execute();
  });
  return day.toISOString().slice(0, 10);
}

export interface OpenedRound {
  readonly id: string;
  readonly revision: number;
}

/** A round of M8 that takes applications now. */
export async function openRound(
  hub: TestHub,
  operator: Visitor,
  options: {
    readonly ruleSet?: string;
    readonly programme?: string;
    readonly capacity?: number;
  } = {},
): Promise<OpenedRound> {
  const closesOn = await closingDay(hub);
  const made = await operator.post('/api/v1/operator/selection/rounds', {
    programme: options.programme ?? 'M8',
    year: 2026,
    title: { zh: '2026 年度数据集评选', en: 'Datasets of the year 2026' },
    guide: { zh: '申报指南', en: 'Guide' },
    ruleSet: options.ruleSet ?? m8,
    capacity: options.capacity ?? 10,
    opensOn: '2026-01-05',
    closesOn,
  });
  if (made.status !== 201) throw new Error(JSON.stringify(made.body));
  const { id } = made.body;
  const opened = await operator.post(`/api/v1/operator/selection/rounds/${id}/moves/open`, {
    revision: 1,
  });
  if (opened.status !== 200) throw new Error(JSON.stringify(opened.body));
  return { id, revision: opened.body.revision };
}

/** Takes a round a step further by its command. */
export async function moveRoundTo(
  operator: Visitor,
  id: string,
  command: string,
  reason?: string,
): Promise<Reply> {
  const { body } = await operator.get(`/api/v1/selection/rounds/${id}`);
  return operator.post(`/api/v1/operator/selection/rounds/${id}/moves/${command}`, {
    revision: body.revision,
    ...(reason ? { reason } : {}),
  });
}

export interface Applicant extends Person {
  readonly orgId: string;
  readonly slug: string;
}

/** An approved organisation with its owner and one published dataset `data` 1.0.0. */
export async function applicant(hub: TestHub, slug: string, card: object = {}): Promise<Applicant> {
  const owner = await person(hub, `owner-${slug}`);
  const org = await organisation(hub, slug, owner.email);
  await publishData(hub, slug, 'data', card);
  await owner.signIn(owner.email, 'a long enough password');
  return Object.assign(owner, org);
}

/** Publishes a small public dataset as the hub. */
export async function publishData(
  hub: TestHub,
  org: string,
  name: string,
  card: object = {},
  files: readonly string[] = ['data.csv'],
  version = '1.0.0',
): Promise<void> {
  await publishAsHub(hub.node.hub, systemActor('test'), {
    org,
    name,
    visibility: 'public',
    card: {
      title: { zh: `数据 ${org}`, en: `Data of ${org}` },
      description: { zh: '用于测试的数据。', en: 'Data for tests.' },
      domain: 'transport',
      licence: { spdx: 'CC-BY-4.0' },
      updateFrequency: 'daily',
      classification: 'general',
      ...card,
    },
    versions: [
      {
        version,
        notes: '',
        files: files.map((path) => ({ path, content: async () => Buffer.from('a,b\n1,2\n') })),
      },
    ],
  });
}

export const goodAnswers = {
  field: 'transport',
  purpose: '服务城市交通信号优化，已有三家单位使用。',
  method: '路侧设备采集，脱敏后按五分钟汇总。',
  contactName: '林一',
  contactEmail: 'lin@example.cn',
  summary: '覆盖全市路口的交通流量数据集，逐日更新。',
  people: '林一\n陈二',
  truthful: true,
};

/** Starts an application of the organisation; its view. */
export async function draftOf(who: Applicant, roundId: string): Promise<any> {
  const reply = await who.post(`/api/v1/selection/rounds/${roundId}/applications`, {
    organisation: who.slug,
  });
  if (reply.status !== 201) throw new Error(JSON.stringify(reply.body));
  return reply.body;
}

/** A draft with everything that submission asks for; its view. */
export async function filledDraft(
  who: Applicant,
  roundId: string,
  answers: object = {},
): Promise<any> {
  const { id, revision } = await draftOf(who, roundId);
  const reply = await who.send('PUT', `/api/v1/selection/applications/${id}`, {
    revision,
    title: `交通流量 ${who.slug}`,
    dataset: { org: who.slug, name: 'data', version: '1.0.0' },
    answers: { ...goodAnswers, ...answers },
  });
  if (reply.status !== 200) throw new Error(JSON.stringify(reply.body));
  return reply.body;
}

/** A submitted application; its view. */
export async function submitted(
  who: Applicant,
  roundId: string,
  answers: object = {},
): Promise<any> {
  const { id, revision } = await filledDraft(who, roundId, answers);
  const reply = await who.post(`/api/v1/selection/applications/${id}/submit`, { revision });
  if (reply.status !== 200) throw new Error(JSON.stringify(reply.body));
  return reply.body;
}
