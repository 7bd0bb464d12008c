import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openBrowser } from '#test/support/browser.ts';
import { furnishCalendar } from '#test/support/calendar.ts';
import { startHub, type TestHub } from '#test/support/hub.ts';
import { openedNotice } from '#test/support/notices.ts';
import { contextFor, findingsIn, looksOf, openTab } from '#test/support/page-visit.ts';
import { person } from '#test/support/people.ts';
import type { Visitor } from '#test/support/visitor.ts';

let hub: TestHub;
let browser: Browser;
let citizen: Visitor;
let operator: Visitor;
let notice: string;
const pictures = process.env['BANYAN_PICTURES'];

beforeAll(async () => {
  hub = await startHub();
  await furnishCalendar(hub);
  browser = await openBrowser();
  operator = await person(hub, 'operator', { staffRole: 'operator' });
  const second = await person(hub, 'second', { staffRole: 'operator' });
  citizen = await person(hub, 'citizen');
  notice = (await openedNotice(operator)).id;
  for (const statement of ['数据来源不明', '与他人数据重复']) {
    const filed = await citizen.post(`/api/v1/notices/${notice}/objections`, {
      statement,
      item: 1,
      links: ['https://example.cn/evidence'],
    });
    if (statement !== '数据来源不明') continue;
    const at = `/api/v1/operator/objections/${filed.body.id}`;
    await operator.post(`${at}/admit`, { revision: 1 });
    await operator.post(`${at}/answer`, { revision: 2, answer: '来源有合同为证。' });
    await second.post(`${at}/dismiss`, { revision: 3, outcome: '异议不成立，维持原名单。' });
  }
}, 180_000);
afterAll(async () => {
  await browser?.close();
  await hub?.stop();
});

const looks = looksOf('zh');

test.each(looks)(
  'notices in $language, $theme, $width',
  async (look) => {
    const seen: Record<string, unknown> = {};
    for (const [name, path, who] of [
      ['notices', '/notices', undefined],
      ['notice', `/notices/${notice}`, citizen],
      ['objections', '/operator/notices', operator],
    ] as const) {
      const cookies = who ? { cookies: who.cookies } : {};
      const context = await contextFor(browser, hub.url, { ...look, ...cookies });
      const { page, visit } = await openTab(context);
      const { status, complaints } = await visit(hub.url + path);
      const overflow = await page.evaluate(
        () => document.documentElement.scrollWidth - window.innerWidth,
      );
      seen[name] = { status, complaints, overflow, findings: await findingsIn(page) };
      if (pictures)
        await page.screenshot({
          path: `${pictures}/${name}.${look.language}-${look.width}.png`,
          fullPage: true,
        });
      await context.close();
    }
    const fine = { status: 200, complaints: [], overflow: 0, findings: [] };
    expect(seen).toEqual({ notices: fine, notice: fine, objections: fine });
  },
  120_000,
);

test('a notice is read without JavaScript', async () => {
  const html = await (await fetch(`${hub.url}/notices/${notice}`)).text();
  expect(html).toContain('闽江水文');
  expect(html).not.toContain('数据来源不明');
});
