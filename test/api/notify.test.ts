import { afterAll, beforeAll, expect, test } from 'vitest';
import { systemActor } from '#src/kernel/actor.ts';
import { notify, notifyJobs } from '#src/notify/index.ts';
import { startHub, type TestHub } from '#test/support/hub.ts';
import { person } from '#test/support/people.ts';
import { Visitor } from '#test/support/visitor.ts';

type Person = Visitor & { userId: string; email: string };
let hub: TestHub;
let ann: Person;
let ben: Person;
const list = '/api/v1/notifications';
const context = { signal: new AbortController().signal, attempt: 1, maxAttempts: 1 };

beforeAll(async () => {
  hub = await startHub({ jobs: false });
  ann = await person(hub, 'ann');
  ben = await person(hub, 'ben');
});
afterAll(() => hub.stop());

/** Tells people as `actor`; the event under which the job finds the rows. */
const tell = (to: readonly string[], kind: 'review.assigned' | 'quality.scored', title: string) =>
  hub.node.hub.store.write(systemActor('test'), async (trx) => {
    const events: string[] = [];
    const jobs = {
      add: async (_: unknown, job: { payload: Readonly<Record<string, unknown>> }) => {
        events.push(String(job.payload['event']));
      },
    };
    await notify(trx, jobs, {
      to,
      kind,
      title: { zh: `中${title}`, en: title },
      text: { zh: '正文', en: 'text' },
      href: '/d/a/b',
    });
    return events[0] ?? '';
  });
const run = (job: string, payload = {}, deps: object = {}) =>
  notifyJobs({ ...hub.node.hub, ...deps })[job]?.(payload, context);
const mailsOf = (who: Person) =>
  hub.mails().filter((eml) => new RegExp(`^To: ${who.email}`, 'im').test(eml));
const mailStates = () =>
  hub.node.hub.store.read(systemActor('test'), async (db) =>
    (await db.selectFrom('notify.notice').select('mail').orderBy('id').execute()).map(
      (row) => row.mail,
    ),
  );

test('each is told once, in the own language, and a retried job mails nobody twice', async () => {
  const event = await tell(
    [ann.userId, ben.userId, ann.userId, 'nobody'],
    'review.assigned',
    'One',
  );
  const { body } = await ann.get(list);
  expect([body.unread, body.items.map((i: any) => [i.title, i.read])]).toEqual([
    1,
    [[{ zh: '中One', en: 'One' }, false]],
  ]);
  // The mail server takes the first and refuses the second.
  let asked = 0;
  const mail = {
    send: async (message: { to: string; subject: string; text: string }) => {
      asked += 1;
      if (message.to === ben.email) throw new Error('mailbox full');
      await hub.node.hub.mail.send(message);
    },
  };
  await expect(run('notify.mail-notices', { event }, { mail })).rejects.toThrow('mailbox full');
  expect([asked, (await mailStates()).toSorted()]).toEqual([2, ['due', 'sent']]);
  await run('notify.mail-notices', { event });
  await run('notify.mail-notices', { event });
  expect([mailsOf(ann).length, mailsOf(ben).length]).toEqual([1, 1]);
  expect(mailsOf(ann)[0]).toContain('Subject: Banyan: One');
  expect(mailsOf(ann)[0]).toContain(`${hub.url}/d/a/b`);
  expect(await mailStates()).toEqual(['sent', 'sent']);
});

test('preferences decide about mail, never about the page; the digest gathers and is sent once', async () => {
  const set = (mail: string, group: string) =>
    ann.send('PUT', `${list}/preferences`, { items: [{ group, mail }] });
  expect((await set('none', 'review')).status).toBe(200);
  const kept = (await ann.get(`${list}/preferences`)).body.items;
  expect(kept.find((one: any) => one.group === 'review').mail).toBe('none');
  expect(kept.find((one: any) => one.group === 'quality').mail).toBe('digest');
  expect((await set('weekly', 'review')).status).toBe(400);
  expect((await set('none', 'security')).status).toBe(400);
  const events = [
    await tell([ann.userId], 'review.assigned', 'Silent'),
    await tell([ann.userId], 'quality.scored', 'First'),
    await tell([ann.userId], 'quality.scored', 'Second'),
  ];
  for (const event of events) await run('notify.mail-notices', { event });
  expect(mailsOf(ann)).toHaveLength(1);
  await run('notify.mail-digests');
  await run('notify.mail-digests');
  expect(mailsOf(ann)).toHaveLength(2);
  const digest = mailsOf(ann).find((eml) => eml.includes('2 notices'));
  expect(digest).toContain('First');
  expect(digest).toContain('Second');
  expect(digest).not.toContain('Silent');
  expect((await ann.get(list)).body.items.map((i: any) => i.title.en)).toEqual([
    'Second',
    'First',
    'Silent',
    'One',
  ]);
});

test('a person reads, marks and counts only own notices, by route and by row', async () => {
  const own = (await ann.get(list)).body.items;
  const stolen = await ben.post(`${list}/read`, { ids: own.map((i: any) => i.id) });
  expect(stolen.body).toEqual({ changed: 0, unread: 1 });
  expect((await ann.get(`${list}/unread`)).body).toEqual({ unread: 4 });
  const first = await ann.get(`${list}?limit=3`);
  const rest = await ann.get(`${list}?limit=3&cursor=${first.body.next}`);
  expect([...first.body.items, ...rest.body.items]).toEqual(own);
  // What arrives after the newest that was seen stays unread.
  await tell([ann.userId], 'quality.scored', 'Later');
  const marked = await ann.post(`${list}/read-all`, { upTo: own[0].id });
  expect(marked.body).toEqual({ changed: 4, unread: 1 });
  expect((await ann.get(`${list}?unread=true`)).body.items).toHaveLength(1);
  for (const path of [list, `${list}/unread`, `${list}/preferences`])
    expect((await new Visitor(hub).get(path)).status).toBe(401);
  const seen = (actor: any) =>
    hub.node.hub.store.read(actor, (db) =>
      db.selectFrom('notify.notice').select('user_id').distinct().execute(),
    );
  const actor = { kind: 'user', userId: ben.userId, orgs: [], staff: ['auditor'], scopes: 'all' };
  expect(await seen(actor)).toEqual([{ user_id: ben.userId }]);
  expect(await seen({ kind: 'anonymous' })).toEqual([]);
});

test('read notices are forgotten after 90 days, unread ones after a year', async () => {
  await hub.node.withOwner(async (pool) => {
    const client = await pool.connect();
    try {
      await client.query(`select set_config('hub.role', 'system', false)`);
      await client.query(`update notify.notice set read_at = now() - interval '91 days'
        where title_en = 'First'`);
      await client.query(`update notify.notice set created_at = now() - interval '364 days'
        where title_en = 'Later'`);
    } finally {
      client.release(true);
    }
  });
  await run('notify.purge');
  const titles = (await ann.get(list)).body.items.map((i: any) => i.title.en);
  expect(titles).toEqual(['Later', 'Second', 'Silent', 'One']);
});
