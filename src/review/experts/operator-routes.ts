import { Hono, type Context } from 'hono';
import { mutate, type Audit } from '#src/audit/index.ts';
import type { UserActor } from '#src/kernel/actor.ts';
import type { Authorized } from '#src/kernel/authorized.ts';
import { AppError, errors } from '#src/kernel/errors.ts';
import type { AppEnv } from '#src/kernel/http.ts';
import { decodeCursor, encodeCursor } from '#src/kernel/page.ts';
import { route, valid } from '#src/kernel/validate.ts';
import { notify } from '#src/notify/index.ts';
import { hiddenItems } from '../conflicts/check-conflict.ts';
import type { Db, ReviewDeps, Trx } from '../deps.ts';
import { reviewErrors } from '../errors.ts';
import { mayDecide, operator } from '../policy.ts';
import { refusals } from '../respond.ts';
import { changeExpert, inviteExpert, moveExpert, strike } from './keep-register.ts';
import { expertById, listExperts, lockExpert, unfinished, type ExpertRow } from './queries.ts';
import * as schema from './schema.ts';
import { expertView } from './view.ts';

const base = '/api/v1/operator/review/experts';
const staff = { tag: 'operator', access: 'staff', scope: 'staff' } as const;
const decisions = {
  approve: 'Approve a registered expert',
  suspend: 'Suspend an expert',
  restore: 'Lift the suspension of an expert',
  invite: 'Invite again who declined',
} as const;

const invitation = {
  kind: 'review.expert-invited',
  title: { zh: '邀请您加入专家库', en: 'You are invited into the expert register' },
  text: {
    zh: '请登记您的领域、任职经历与利益关系，经运营方确认后即可参加评审。',
    en: 'State your fields, affiliations and ties; after an operator’s approval you can be asked to review.',
  },
  href: '/review',
} as const;

/** Loads of experts, from items the reader may know of alone. */
async function loadsOf(db: Db, actor: UserActor, ids: readonly string[]) {
  if (ids.length === 0) return new Map<string, number>();
  const rows = await unfinished(db, ids);
  const itemIds = [...new Set(rows.map((row) => row.item_id))];
  const hidden = await hiddenItems(db, actor.userId, { itemIds });
  const shown = rows.filter((row) => !hidden.has(row.item_id));
  return new Map([...Map.groupBy(shown, (r) => r.expert_id)].map(([id, own]) => [id, own.length]));
}

/** The register as operators keep it. */
export function operatorExpertRoutes(deps: ReviewDeps): Hono<AppEnv> {
  const app = new Hono<AppEnv>();
  const decide = (
    c: Context<AppEnv>,
    id: string,
    run: (
      trx: Trx,
      audit: Audit,
      row: Authorized<ExpertRow, 'decide'>,
      by: string,
    ) => Promise<schema.ExpertView>,
  ) => {
    const actor = operator(c.var.actor);
    return mutate(c, deps.store, async (trx, audit) => {
      const row = mayDecide(actor, await lockExpert(trx, { id }));
      return { status: 200, body: await run(trx, audit, row, actor.userId) };
    });
  };
  app.get(
    base,
    route({
      summary: 'Experts of the register',
      ...staff,
      replies: { 200: schema.ExpertPage },
      errors: refusals,
    }),
    valid('query', schema.ExpertQuery),
    async (c) => {
      const actor = operator(c.var.actor);
      const { cursor, limit, ...filter } = c.req.valid('query');
      const n = Number(limit ?? 50);
      const after = cursor ? String(decodeCursor(cursor, 1)[0]) : undefined;
      return c.json(
        await deps.store.read(actor, async (db) => {
          const rows = await listExperts(db, filter, after, n + 1);
          const page = rows.slice(0, n);
          const last = page.at(-1);
          const loads = await loadsOf(
            db,
            actor,
            page.map((row) => row.id),
          );
          return {
            items: page.map((row) => ({
              ...{ id: row.id, name: row.name, email: row.email, state: row.state },
              ...{ fields: row.fields, loadLimit: row.load_limit, load: loads.get(row.id) ?? 0 },
              term: { from: row.term_from, to: row.term_to },
              affiliation: row.affiliation,
              revision: row.revision,
              since: row.created_at.toISOString(),
            })),
            ...(rows.length > n && last ? { next: encodeCursor([last.id]) } : {}),
          };
        }),
      );
    },
  );
  app.post(
    base,
    route({
      summary: 'Invite a registered person into the register',
      ...staff,
      replies: { 201: schema.ExpertView },
      errors: [...refusals, errors.duplicate, reviewErrors.unknownPerson],
    }),
    valid('json', schema.InviteExpert),
    (c) => {
      const actor = operator(c.var.actor);
      return mutate(c, deps.store, async (trx, audit) => {
        const row = await inviteExpert(trx, audit, actor.userId, c.req.valid('json'));
        await notify(trx, deps.jobs, { to: [row.user_id], ...invitation });
        return { status: 201, body: await expertView(trx, row) };
      });
    },
  );
  app.get(
    `${base}/:id`,
    route({
      summary: 'One expert with affiliations and declarations',
      ...staff,
      replies: { 200: schema.ExpertView },
      errors: refusals,
    }),
    valid('param', schema.ExpertPath),
    async (c) => {
      const actor = operator(c.var.actor);
      return c.json(
        await deps.store.read(actor, async (db) => {
          const row = await expertById(db, c.req.valid('param').id);
          if (!row) throw new AppError(errors.notFound);
          return expertView(db, row);
        }),
      );
    },
  );
  const changed = {
    ...staff,
    replies: { 200: schema.ExpertView },
    errors: [...refusals, errors.conflict, errors.wrongState, reviewErrors.ownEntry],
  };
  for (const command of ['approve', 'suspend', 'restore', 'invite'] as const)
    app.post(
      `${base}/:id/${command}`,
      route({ summary: decisions[command], ...changed }),
      valid('param', schema.ExpertPath),
      valid('json', schema.DecideExpert),
      (c) =>
        decide(c, c.req.valid('param').id, async (trx, audit, row, decidedBy) => {
          const of = { ...c.req.valid('json'), decidedBy };
          return expertView(trx, await moveExpert(trx, audit, row, command, of));
        }),
    );
  app.put(
    `${base}/:id`,
    route({ summary: 'Change fields, load limit and term of an expert', ...changed }),
    valid('param', schema.ExpertPath),
    valid('json', schema.ChangeExpert),
    (c) =>
      decide(c, c.req.valid('param').id, async (trx, audit, row) =>
        expertView(trx, await changeExpert(trx, audit, row, c.req.valid('json'))),
      ),
  );
  app.post(
    `${base}/:id/strike`,
    route({ summary: 'Strike out an affiliation or declaration entered by mistake', ...changed }),
    valid('param', schema.ExpertPath),
    valid('json', schema.Strike),
    (c) =>
      decide(c, c.req.valid('param').id, (trx, audit, row) =>
        strike(trx, audit, row, c.req.valid('json')),
      ),
  );
  return app;
}
