import { Hono } from 'hono';
import { mutate } from '#src/audit/index.ts';
import { organisationBySlug } from '#src/identity/index.ts';
import { contentDisposition } from '#src/kernel/content-disposition.ts';
import { AppError, errors } from '#src/kernel/errors.ts';
import type { AppEnv } from '#src/kernel/http.ts';
import { route, valid } from '#src/kernel/validate.ts';
import { addFile, takeFileOut } from '../applications/files.ts';
import { heldApplication } from '../applications/held-application.ts';
import { answerInvitation, inviteJoint, removeJoint } from '../applications/joint.ts';
import { tellInvited } from '../applications/tell-applicants.ts';
import { applicationView } from '../applications/view.ts';
import type { SelectionDeps } from '../deps.ts';
import { selectionRefusals } from '../errors.ts';
import { mayAnswer, mayEdit, signedIn } from '../policy.ts';
import { applicationById } from '../queries/application.ts';
import { fileById } from '../queries/parts.ts';
import * as schema from '../schema.ts';

const described = (summary: string, status = 200) =>
  route({
    summary,
    tag: 'selection',
    access: 'manager',
    scope: 'catalog:write',
    replies: { [status]: schema.ApplicationView },
    errors: [
      ...[errors.invalid, errors.unauthenticated, errors.forbidden, errors.notFound],
      ...[errors.conflict, errors.wrongState, errors.tooLarge],
      ...[selectionRefusals.attachmentType, selectionRefusals.attachmentLimit],
    ],
  });

function jointRoutes(deps: SelectionDeps): Hono<AppEnv> {
  const app = new Hono<AppEnv>();
  app.post(
    '/api/v1/selection/applications/:id/joint',
    described('Ask another organisation to apply jointly'),
    valid('param', schema.RoundPath),
    valid('json', schema.InviteJoint),
    (c) => {
      const actor = signedIn(c.var.actor, 'catalog:write');
      return mutate(c, deps.store, async (trx, audit) => {
        const { application } = await heldApplication(trx, c.req.valid('param').id);
        const allowed = mayEdit(actor, application);
        const org = await organisationBySlug(trx, c.req.valid('json').organisation);
        const row = await inviteJoint(trx, audit, allowed, org, actor.userId);
        if (org) await tellInvited(deps, trx, row, org.id);
        return { status: 200, body: await applicationView(trx, actor, row) };
      });
    },
  );
  app.delete(
    '/api/v1/selection/applications/:id/joint/:slug',
    described('Take a joint organisation out'),
    valid('param', schema.JointPath),
    (c) => {
      const actor = signedIn(c.var.actor, 'catalog:write');
      return mutate(c, deps.store, async (trx, audit) => {
        const { id, slug } = c.req.valid('param');
        const { application } = await heldApplication(trx, id);
        const allowed = mayEdit(actor, application);
        const org = await organisationBySlug(trx, slug);
        const row = await removeJoint(trx, audit, allowed, org, actor.userId);
        return { status: 200, body: await applicationView(trx, actor, row) };
      });
    },
  );
  app.post(
    '/api/v1/selection/applications/:id/joint/:slug/answer',
    described('Confirm or decline in the name of the organisation that was asked'),
    valid('param', schema.JointPath),
    valid('json', schema.AnswerJoint),
    (c) => {
      const actor = signedIn(c.var.actor, 'catalog:write');
      return mutate(c, deps.store, async (trx, audit) => {
        const { id, slug } = c.req.valid('param');
        const { application } = await heldApplication(trx, id);
        const org = mayAnswer(actor, await organisationBySlug(trx, slug));
        const input = { ...c.req.valid('json'), by: actor.userId };
        await answerInvitation(trx, audit, application, org, input);
        return { status: 204 };
      });
    },
  );
  return app;
}

/** Joint organisations and attached files. */
export function partRoutes(deps: SelectionDeps): Hono<AppEnv> {
  const app = jointRoutes(deps);
  app.post(
    '/api/v1/selection/applications/:id/files',
    described('Attach a file to a question; the body is its bytes', 201),
    valid('param', schema.RoundPath),
    valid('query', schema.FileQuery),
    async (c) => {
      const actor = signedIn(c.var.actor, 'catalog:write');
      const content = new Uint8Array(await c.req.arrayBuffer());
      return mutate(c, deps.store, async (trx, audit) => {
        const { application } = await heldApplication(trx, c.req.valid('param').id);
        const allowed = mayEdit(actor, application);
        const file = { ...c.req.valid('query'), content, by: actor.userId };
        const row = await addFile(trx, audit, allowed, file);
        return { status: 201, body: await applicationView(trx, actor, row) };
      });
    },
  );
  app.get(
    '/api/v1/selection/applications/:id/files/:file',
    route({
      summary: 'The bytes of an attached file',
      ...{ tag: 'selection', access: 'member', scope: 'catalog:read', replies: { 200: undefined } },
      media: 'application/octet-stream',
      errors: [errors.invalid, errors.unauthenticated, errors.forbidden, errors.notFound],
    }),
    valid('param', schema.FilePath),
    async (c) => {
      const actor = signedIn(c.var.actor, 'catalog:read');
      const { id, file } = c.req.valid('param');
      const row = await deps.store.read(actor, async (db) =>
        (await applicationById(db, id)) ? fileById(db, id, file) : undefined,
      );
      if (!row) throw new AppError(errors.notFound);
      return c.body(new Uint8Array(row.content), 200, {
        'content-type': 'application/octet-stream',
        'x-content-type-options': 'nosniff',
        'cache-control': 'private, no-store',
        'content-disposition': contentDisposition('attachment', row.name),
      });
    },
  );
  app.delete(
    '/api/v1/selection/applications/:id/files/:file',
    described('Take a file out'),
    valid('param', schema.FilePath),
    (c) => {
      const actor = signedIn(c.var.actor, 'catalog:write');
      return mutate(c, deps.store, async (trx, audit) => {
        const { id, file } = c.req.valid('param');
        const { application } = await heldApplication(trx, id);
        const row = await takeFileOut(trx, audit, mayEdit(actor, application), file);
        return { status: 200, body: await applicationView(trx, actor, row) };
      });
    },
  );
  return app;
}
