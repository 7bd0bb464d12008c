import pg from 'pg';
import type { TestHub } from './hub.ts';
import type { Visitor } from './visitor.ts';

export const noticeText = {
  title: { zh: '2026年高质量数据集拟入选名单公示', en: 'Datasets proposed for 2026' },
  body: { zh: '现将拟入选名单予以公示。', en: 'The list is open to objections.' },
};
export const noticeItems = [
  { zh: '闽江水文', en: 'Hydrology of the Min' },
  { zh: '茶园病害', en: 'Tea leaf diseases' },
];

/** Runs SQL as the tables' owner with the rights of the system: for the passing of time and the like. */
export async function asOwner<T>(hub: TestHub, run: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: hub.database.ownerUrl });
  await client.connect();
  try {
    await client.query("set session hub.role = 'system'");
    return await run(client);
  } finally {
    await client.end();
  }
}

/** Moves the end of a notice to yesterday's 24:00, as if its days had passed. */
export const passNotice = (hub: TestHub, id: string): Promise<void> =>
  asOwner(hub, async (client) => {
    await client.query('alter table notice.notice disable trigger notice_guarded');
    await client.query(
      `update notice.notice set opened_at = opened_at - interval '40 days',
       last_day = (now() at time zone 'Asia/Shanghai')::date - 1,
       ends_at = ((now() at time zone 'Asia/Shanghai')::date)::timestamp at time zone 'Asia/Shanghai'
       where id = $1`,
      [id],
    );
    await client.query('alter table notice.notice enable trigger notice_guarded');
  });

/** A notice written and opened by this operator. */
export async function openedNotice(
  operator: Visitor,
  workingDays = 5,
): Promise<{ id: string; revision: number; [k: string]: any }> {
  const drafted = await operator.post('/api/v1/operator/notices', {
    ...noticeText,
    items: noticeItems,
    workingDays,
  });
  const reply = await operator.post(`/api/v1/operator/notices/${drafted.body.id}/open`, {
    revision: 1,
  });
  if (reply.status !== 200) throw new Error(`open: ${JSON.stringify(reply.body)}`);
  return reply.body;
}
