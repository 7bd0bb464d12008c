import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { systemActor } from '#src/kernel/actor.ts';
import { notify } from '#src/notify/index.ts';
import { openBrowser } from '#test/support/browser.ts';
import { startHub, type TestHub } from '#test/support/hub.ts';
import { contextFor, findingsIn, looksOf, openTab } from '#test/support/page-visit.ts';
import { password, person } from '#test/support/people.ts';
import {
  draftDataset,
  provider,
  publish,
  uploadFile,
  type Provider,
} from '#test/support/provider.ts';
import { Visitor } from '#test/support/visitor.ts';

let hub: TestHub;
let browser: Browser;
let org: Provider;
let owner: Visitor & { userId: string };
let operator: Visitor & { userId: string };
const pictures = process.env['BANYAN_PICTURES'];

beforeAll(async () => {
  hub = await startHub();
  browser = await openBrowser();
  org = await provider(hub, 'look-lab');
  const signedIn = new Visitor(hub);
  await signedIn.signIn(org.email, password);
  const { id } = (await signedIn.get('/api/v1/me')).body;
  owner = Object.assign(signedIn, { userId: String(id) });
  operator = await person(hub, 'operator', { staffRole: 'operator' });
  const path = await draftDataset(org, 'tides');
  const rows = Array.from({ length: 40 }, (_, i) => `${i},${i % 5 ? 30 + i / 10 : ''},x${i % 3}`);
  await uploadFile(org.client, path, 'a.csv', `station,salinity,column3\n${rows.join('\n')}\n`);
  await publish(org.client, path, '1.0.0');
  await uploadFile(org.client, path, 'b.csv', 'station,salinity\nA,1\n');
  const scored = async () =>
    (await org.client.json(org.client.get(`/api/v1/datasets/${path}`))).version.quality !== null;
  await vi.waitUntil(scored, { timeout: 60_000, interval: 500 });
  await hub.node.hub.store.write(systemActor('test'), async (trx) => {
    for (const n of [1, 2, 3])
      await notify(trx, hub.node.hub.jobs, {
        to: [owner.userId],
        kind: 'catalog.access-asked',
        title: { zh: `第 ${n} 份访问申请`, en: `Access request no. ${n}` },
        text: { zh: '用途：\n海洋环境研究', en: 'Purpose:\nresearch on the marine environment' },
        href: '/d/look-lab/tides',
      });
  });
  const visitor = new Visitor(hub);
  await visitor.post('/api/v1/datasets/look-lab/tides/reports', {
    kind: 'rights',
    text: 'mine',
    email: 'reporter@example.cn',
  });
}, 180_000);
afterAll(async () => {
  await browser?.close();
  await hub?.stop();
});

const looks = looksOf('en');
const pages = (who: 'owner' | 'operator'): Readonly<Record<string, string>> =>
  who === 'owner'
    ? {
        overview: '/d/look-lab/tides',
        quality: '/d/look-lab/tides/quality',
        version: '/d/look-lab/tides/v/1.0.0/quality',
        check: '/publish/look-lab/tides/check',
        notices: '/notifications',
        preferences: '/account/notifications',
        nothing: '/worklist',
      }
    : { worklist: '/worklist', operator: '/operator', none: '/notifications' };

describe.each(looks)('in $language, $theme, $width px', (look) => {
  test.each(['owner', 'operator'] as const)(
    'pages of the %s obey the CSP, satisfy axe and fit',
    async (who) => {
      const { cookies } = who === 'owner' ? owner : operator;
      const context = await contextFor(browser, hub.url, { ...look, cookies });
      const { page, visit } = await openTab(context);
      const found: Record<string, unknown> = {};
      for (const [name, path] of Object.entries(pages(who))) {
        const { status, complaints } = await visit(hub.url + path);
        if (pictures)
          await page.screenshot({
            path: `${pictures}/${name}.${look.theme}-${look.width}.png`,
            fullPage: true,
          });
        const overflow = await page.evaluate(
          () => document.documentElement.scrollWidth - window.innerWidth,
        );
        const axe = await findingsIn(page);
        if (status !== 200 || complaints.length > 0 || axe.length > 0 || overflow > 0)
          found[name] = { status, complaints, axe, overflow };
      }
      await context.close();
      expect(found).toEqual({});
    },
    120_000,
  );
});

test('the bell counts, a notice opens its page and is read, and preferences are kept', async () => {
  const look = { language: 'en', theme: 'light', width: 1440, cookies: owner.cookies } as const;
  const context = await contextFor(browser, hub.url, look);
  const { page, visit } = await openTab(context);
  await visit(`${hub.url}/notifications`);
  const bell = page.getByRole('link', { name: /^Notices/u });
  expect(await bell.getAttribute('aria-label')).toBe('Notices, 3 unread');
  await page.getByRole('link', { name: 'Access request no. 2' }).click();
  await page.waitForURL(/\/d\/look-lab\/tides$/u);
  await expect.poll(() => bell.getAttribute('aria-label')).toBe('Notices, 2 unread');
  await visit(`${hub.url}/notifications?unread=true`);
  expect(await page.getByRole('listitem').filter({ hasText: 'Access request' }).count()).toBe(2);
  await page.getByRole('button', { name: 'Mark all read' }).click();
  await expect.poll(() => bell.getAttribute('aria-label')).toBe('Notices');
  await visit(`${hub.url}/account/notifications`);
  const choice = page.getByRole('combobox', { name: 'Expert review' });
  await choice.selectOption('digest');
  await page.getByRole('button', { name: 'Save' }).click();
  await page.getByText('Saved').waitFor();
  await visit(`${hub.url}/account/notifications`);
  expect(await choice.inputValue()).toBe('digest');
  await context.close();
});
