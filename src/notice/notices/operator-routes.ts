import { Hono, type Context } from 'hono';
import type { Type } from 'arktype';
import { mutate, type Audit } from '#src/audit/index.ts';
import { AppError, errors } from '#src/kernel/errors.ts';
import type { AppEnv } from '#src/kernel/http.ts';
import { newId } from '#src/kernel/ids.ts';
import { route, valid } from '#src/kernel/validate.ts';
import type { NoticeDeps, NoticeListener, Trx } from '../deps.ts';
import { noticeErrors } from '../errors.ts';
import { mayHandle, operator } from '../policy.ts';
import {
  amendNotice,
  closeNotice,
  confirmNotice,
  draftNotice,
  extendNotice,
  openDraft,
  type Handled,
} from './keep-notice.ts';
import { noticeById } from './queries.ts';
import { noticePage, wholeNotice } from './routes.ts';
import * as schema from './schema.ts';

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
      noticeErrors.holidayYearMissing,
      noticeErrors.objectionOpen,
      noticeErrors.notEnded,
      noticeErrors.ended,
    ],
  });

/** The subject of a notice that the staff writes by itself. */
const ownSubject = 'notice.general';

/** The staff's side of public notices. */
export function operatorNoticeRoutes(
  deps: NoticeDeps,
  listeners: readonly NoticeListener[],
): Hono<AppEnv> {
  const app = new Hono<AppEnv>();
  app.get(
    '/api/v1/operator/notices',
    described('Notices of a state, newest first; drafts unless told', { 200: schema.NoticePage }),
    valid('query', schema.OperatorNoticeQuery),
    async (c) => {
      operator(c.var.actor);
      const { state, ...page } = c.req.valid('query');
      const filter = { states: [state ?? ('draft' as const)] };
      return c.json(await deps.store.read(c.var.actor, (db) => noticePage(db, filter, page)));
    },
  );
  app.post(
    '/api/v1/operator/notices',
    described('Draft a notice', { 201: schema.NoticeView }),
    valid('json', schema.DraftNotice),
    (c) => {
      const { userId } = operator(c.var.actor);
      const body = c.req.valid('json');
      return mutate(c, deps.store, async (trx, audit) => {
        const subject = { kind: ownSubject, id: newId() };
        const items = body.items.map((title) => ({
          subject: { kind: ownSubject, id: newId() },
          title,
        }));
        const row = await draftNotice(trx, audit, { ...body, subject, items, by: userId });
        return { status: 201, body: await wholeNotice(trx, row.id) };
      });
    },
  );

  type Run = (trx: Trx, audit: Audit, notice: Handled, userId: string) => Promise<unknown>;
  const handle = (c: Context<AppEnv>, id: string, run: Run) => {
    const { userId } = operator(c.var.actor);
    return mutate(c, deps.store, async (trx, audit) => {
      const notice = mayHandle(c.var.actor, await noticeById(trx, id));
      await run(trx, audit, notice, userId);
      const after = await wholeNotice(trx, id);
      if (!after) throw new AppError(errors.notFound);
      return { status: 200, body: after };
    });
  };
  const command = (
    name: string,
    summary: string,
    body: Type<any>,
    run: (trx: Trx, audit: Audit, notice: Handled, change: any) => Promise<unknown>,
  ) =>
    app.post(
      `/api/v1/operator/notices/:id/${name}`,
      described(summary, { 200: schema.NoticeView }),
      valid('param', schema.NoticePath),
      valid('json', body),
      (c) =>
        handle(c, c.req.valid('param').id, (trx, audit, notice, by) =>
          run(trx, audit, notice, { ...(c.req.valid('json') as object), by }),
        ),
    );
  type Move = typeof schema.MoveNotice.infer;
  command('open', 'Open a notice today', schema.MoveNotice, (trx, audit, notice, change: Move) =>
    openDraft(trx, audit, deps.jobs, notice, change.revision),
  );
  command(
    'amend',
    'Give a notice another text, with the reason; the former stays public',
    schema.AmendNotice,
    amendNotice,
  );
  command(
    'extend',
    'Let a notice run for further working days, with the reason',
    schema.ExtendNotice,
    (trx, audit, notice, change: schema.ExtendNoticeBody & { by: string }) =>
      extendNotice(trx, audit, deps.jobs, notice, change),
  );
  command(
    'close',
    'Close a notice whose end has passed',
    schema.MoveNotice,
    (trx, audit, notice, change: Move) => closeNotice(trx, audit, notice.id, change.revision),
  );
  command('confirm', 'Settle a closed notice', schema.MoveNotice, (trx, audit, notice, change) =>
    confirmNotice(trx, audit, listeners, notice, change.revision),
  );
  return app;
}
