import { Hono } from 'hono';
import { mutate } from '#src/audit/index.ts';
import { organisationBySlug } from '#src/identity/index.ts';
import { AppError, errors } from '#src/kernel/errors.ts';
import type { AppEnv } from '#src/kernel/http.ts';
import { route, valid } from '#src/kernel/validate.ts';
import type { RegisterDeps } from './deps.ts';
import { registerRefusals } from './errors.ts';
import { moveEntry, proposeEntry, reviseEntry } from './keep-entry.ts';
import { createRegister, reviseRegister } from './keep-register.ts';
import { mayMaintain, operator } from './policy.ts';
import { entryById } from './queries.ts';
import { entryPage } from './respond.ts';
import * as schema from './schema.ts';
import { entryView, registerView } from './views.ts';

type Reply = Parameters<typeof route>[0]['replies'];
const described = (summary: string, replies: Reply) =>
  route({
    summary,
    tag: 'operator',
    access: 'staff',
    scope: 'staff',
    replies,
    errors: [
      errors.invalid,
      errors.unauthenticated,
      errors.forbidden,
      errors.notFound,
      errors.conflict,
      errors.wrongState,
      ...Object.values(registerRefusals),
    ],
  });

const moves = {
  list: { summary: 'Put an entry on the list', body: schema.ListEntry },
  restore: { summary: 'Put a suspended entry back on the list', body: schema.ListEntry },
  suspend: { summary: 'Take an entry off the list for a time', body: schema.StopEntry },
  remove: { summary: 'Take an entry off the list for good', body: schema.StopEntry },
} as const;

/** The operators' side: registers, their entries, and what was proposed. */
export function operatorRegisterRoutes(deps: RegisterDeps): Hono<AppEnv> {
  const app = new Hono<AppEnv>();
  app.post(
    '/api/v1/operator/registers',
    described('Open a register', { 201: schema.RegisterView }),
    valid('json', schema.CreateRegister),
    (c) => {
      operator(c.var.actor);
      return mutate(c, deps.store, async (trx, audit) => {
        const row = await createRegister(trx, audit, c.req.valid('json'));
        return { status: 201, body: registerView(row) };
      });
    },
  );
  app.put(
    '/api/v1/operator/registers/:register',
    described('Change names and fields of a register', { 200: schema.RegisterView }),
    valid('param', schema.RegisterPath),
    valid('json', schema.ReviseRegister),
    (c) => {
      operator(c.var.actor);
      const { register } = c.req.valid('param');
      return mutate(c, deps.store, async (trx, audit) => {
        const row = await reviseRegister(trx, audit, register, c.req.valid('json'));
        return { status: 200, body: registerView(row) };
      });
    },
  );
  app.get(
    '/api/v1/operator/register-entries',
    described('Entries of a state, those proposed unless told', { 200: schema.EntryPage }),
    valid('query', schema.OperatorEntryQuery),
    async (c) => {
      operator(c.var.actor);
      const { state, ...page } = c.req.valid('query');
      return c.json(await entryPage(c, deps, page, { state: state ?? 'proposed' }));
    },
  );
  app.post(
    '/api/v1/operator/registers/:register/entries',
    described('Add an entry, which is listed in a second step', { 201: schema.EntryView }),
    valid('param', schema.RegisterPath),
    valid('json', schema.ProposeEntry),
    (c) => {
      const actor = operator(c.var.actor);
      const { organisation, ...entry } = c.req.valid('json');
      return mutate(c, deps.store, async (trx, audit) => {
        const org = organisation ? await organisationBySlug(trx, organisation) : undefined;
        if (organisation && !org) throw new AppError(errors.notFound);
        const row = await proposeEntry(trx, audit, c.req.valid('param').register, {
          ...entry,
          orgId: org?.id ?? null,
          by: actor.userId,
        });
        return { status: 201, body: entryView(row) };
      });
    },
  );
  app.put(
    '/api/v1/operator/register-entries/:id',
    described('Correct what an entry says', { 200: schema.EntryView }),
    valid('param', schema.EntryPath),
    valid('json', schema.ReviseEntry),
    (c) => {
      const actor = operator(c.var.actor);
      return mutate(c, deps.store, async (trx, audit) => {
        const entry = mayMaintain(actor, await entryById(trx, c.req.valid('param').id));
        const row = await reviseEntry(trx, audit, entry, c.req.valid('json'));
        return { status: 200, body: entryView(row) };
      });
    },
  );
  for (const command of ['list', 'restore', 'suspend', 'remove'] as const)
    app.post(
      `/api/v1/operator/register-entries/:id/${command}`,
      described(moves[command].summary, { 200: schema.EntryView }),
      valid('param', schema.EntryPath),
      valid('json', moves[command].body as typeof schema.StopEntry),
      (c) => {
        const actor = operator(c.var.actor);
        return mutate(c, deps.store, async (trx, audit) => {
          const entry = mayMaintain(actor, await entryById(trx, c.req.valid('param').id));
          const row = await moveEntry(trx, audit, entry, command, c.req.valid('json'));
          return { status: 200, body: entryView(row) };
        });
      },
    );
  return app;
}
