import pg from 'pg';
import type { Trx } from '#src/selection/deps.ts';
import { systemActor } from '#src/kernel/actor.ts';
import { newId } from '#src/kernel/ids.ts';
import { recordEvent } from '#src/selection/record-event.ts';
import type { Transitions } from '#src/kernel/transition.ts';
import {
  applicationTransitions,
  roundNeedsReason,
  roundTransitions,
  type ApplicationCommand,
} from '#src/selection/transitions.ts';
import { plainDataset } from './datasets.ts';
import type { TestHub } from './hub.ts';

/** Rules of measure 8 as the hub brings them. */
const m8 = (hub: TestHub) =>
  hub.node.hub.store.read(systemActor('test'), (db) =>
    db
      .selectFrom('selection.rule_set')
      .select(['id', 'sha256'])
      .where('programme_code', '=', 'M8')
      .executeTakeFirstOrThrow(),
  );

/** Appends how something came from its draft to this state, forwards along its transitions. */
async function recordWay<S extends string, C extends string>(
  trx: Trx,
  of: { readonly roundId: string; readonly applicationId?: string },
  table: Transitions<S, C>,
  to: S,
  back: (command: C) => boolean,
): Promise<void> {
  const ways = new Map<string, readonly [C, string, string][]>([['draft', []]]);
  for (const [state, way] of ways)
    for (const [command, step] of Object.entries(table) as [C, { from: string[]; to: string }][])
      if (step.from.includes(state) && !back(command) && !ways.has(step.to))
        ways.set(step.to, [...way, [command, state, step.to]]);
  const event = { ...of, actor: 'test' };
  const first = of.applicationId === undefined ? 'create' : 'start';
  await recordEvent(trx, { ...event, command: first, before: null, after: 'draft' });
  for (const [command, before, after] of ways.get(to) ?? [])
    await recordEvent(trx, { ...event, command, before, after, reason: 'test' });
}

let serial = 100_000;

export interface WorldRound {
  readonly id: string;
  readonly year: number;
}

/** A round of measure 8 put straight into a state. */
export async function roundIn(
  hub: TestHub,
  year: number,
  state: 'draft' | 'open' | 'deliberating' | 'noticing' | 'reviewing' = 'noticing',
  boardId: string | null = null,
  ruleSet?: { readonly id: string; readonly sha256: string },
): Promise<WorldRound> {
  const id = newId();
  const rules = ruleSet ?? (await m8(hub));
  await hub.node.hub.store.write(systemActor('test'), async (trx) => {
    await trx
      .insertInto('selection.round')
      .values({
        id,
        programme_code: 'M8',
        year,
        title_zh: `${year} 年高质量数据集评选`,
        title_en: `High-quality datasets ${year}`,
        rule_set_id: rules.id,
        rule_set_sha256: rules.sha256,
        capacity: 10,
        opens_on: `${year}-01-01`,
        closes_on: `${year}-02-01`,
        state,
        board_id: boardId,
      } as never)
      .execute();
    await recordWay(trx, { roundId: id }, roundTransitions, state, roundNeedsReason);
  });
  return { id, year };
}

/** An application of an organisation for a dataset of its own, put straight into a state. */
export async function applicationIn(
  hub: TestHub,
  round: WorldRound,
  org: { readonly orgId: string; readonly slug: string },
  state: 'under_review' | 'shortlisted' | 'selected' | 'noticed' | 'not_selected' | 'ineligible',
  named?: { readonly zh: string; readonly en: string },
): Promise<string> {
  serial += 1;
  const title = named ?? { zh: `数据集 ${serial}`, en: `Dataset ${serial}` };
  const dataset = await plainDataset(hub, org, `set-${serial}`);
  const ids = { version: newId(), application: newId() };
  await hub.node.hub.store.write(systemActor('test'), async (trx) => {
    const card = { title, domain: 'health' };
    await trx
      .insertInto('catalog.version')
      .values({
        id: ids.version,
        dataset_id: dataset.id,
        state: 'published',
        ...{ semver: '1.0.0', major: 1, minor: 0, patch: 0, digest: '0'.repeat(64) },
        ...{ file_count: 0, size_bytes: 0, formats: [], card: JSON.stringify(card) },
        published_at: new Date(),
      } as never)
      .execute();
    await trx
      .insertInto('selection.application')
      .values({
        id: ids.application,
        round_id: round.id,
        number: `SEL-${round.year}-${serial}`,
        lead_org_id: org.orgId,
        title: title.zh,
        dataset_id: dataset.id,
        version_id: ids.version,
        state,
        snapshot: '{}',
        snapshot_sha256: '0'.repeat(64),
        snapshot_version: 1,
        submitted_at: new Date(),
      } as never)
      .execute();
    const of = { roundId: round.id, applicationId: ids.application };
    const undoes = (command: ApplicationCommand) => command.startsWith('un');
    await recordWay(trx, of, applicationTransitions, state, undoes);
  });
  return ids.application;
}

/** A round whose decision is in effect, with so many selected. */
export async function selectedRound(
  hub: TestHub,
  year: number,
  org: { readonly orgId: string; readonly slug: string },
  n: number,
  names: readonly { readonly zh: string; readonly en: string }[] = [],
  ruleSet?: { readonly id: string; readonly sha256: string },
): Promise<WorldRound & { readonly applications: string[] }> {
  const round = await roundIn(hub, year, 'noticing', null, ruleSet);
  const applications: string[] = [];
  for (let i = 0; i < n; i += 1)
    applications.push(await applicationIn(hub, round, org, 'selected', names[i]));
  await hub.node.hub.store.write(systemActor('test'), async (trx) => {
    const id = newId();
    await trx
      .insertInto('selection.decision')
      .values({
        id,
        round_id: round.id,
        year,
        number: 1,
        trace: '[]',
        sha256: '0'.repeat(64),
        proposed_by: newId(),
        ...{ supersedes: null, supersede_reason: null, approved_by: null, approved_at: null },
        ...{ notice_id: null, effective_at: null, superseded_at: null },
      })
      .execute();
    for (const [at, application_id] of applications.entries())
      await trx
        .insertInto('selection.decision_item')
        .values({
          decision_id: id,
          application_id,
          round_id: round.id,
          outcome: 'selected',
          place: at + 1,
          reason: null,
          rank: at + 1,
          raw: 90 - at,
          adjusted: 91 - at,
          by_criterion: '{}',
        })
        .execute();
    for (const [n2, state] of (['approved', 'effective'] as const).entries())
      await trx
        .updateTable('selection.decision')
        .set({
          state,
          revision: n2 + 2,
          ...(state === 'approved'
            ? { approved_by: newId(), approved_at: new Date(), notice_id: newId() }
            : { effective_at: new Date() }),
        })
        .where('id', '=', id)
        .execute();
  });
  return { ...round, applications };
}

/** A connection as the role that serves requests, acting as the hub itself. */
export async function asServing<T>(
  hub: TestHub,
  run: (client: pg.Client) => Promise<T>,
): Promise<T> {
  const client = new pg.Client({ connectionString: hub.database.appUrl });
  await client.connect();
  try {
    await client.query("set hub.role = 'system'");
    return await run(client);
  } finally {
    await client.end();
  }
}
