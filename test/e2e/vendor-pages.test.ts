import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { api, demandSide, ok, type DemandSide } from '#test/support/annotation.ts';
import { openBrowser } from '#test/support/browser.ts';
import { startHub, type TestHub } from '#test/support/hub.ts';
import { contextFor, findingsIn, openTab, type Look } from '#test/support/page-visit.ts';
import { person } from '#test/support/people.ts';
import { settledAward } from '#test/support/settled-award.ts';
import { Visitor } from '#test/support/visitor.ts';

let hub: TestHub;
let browser: Browser;
let demand: DemandSide;
let vendor: DemandSide;
let waiting: DemandSide;
let operator: Visitor;
let awardId: string;

const run = (statement: string, values: unknown[]) =>
  hub.node.withOwner(async (pool) => {
    const client = await pool.connect();
    try {
      await client.query(`select set_config('hub.role', 'system', false)`);
      await client.query(statement, values);
    } finally {
      client.release(true);
    }
  });

async function applied(of: DemandSide, slug: string): Promise<number> {
  await run(`update identity.organisation set kind = 'annotation-vendor' where id = $1`, [
    of.org.orgId,
  ]);
  await run(`update annotation.vendor set state = 'draft' where org_id = $1`, [of.org.orgId]);
  await run(`update annotation.vendor set state = 'draft' where org_id = $1`, [of.org.orgId]);
  const before = ok(await of.owner.get(`${api}/vendors/${slug}`));
  const about = { zh: '专注道路与方言数据标注。', en: 'Road scenes and dialects.' };
  const profile = {
    modalities: ['image', 'audio'],
    languages: ['zh', 'yue'],
    headcount: 40,
    about,
    revision: before.revision,
  };
  ok(await of.owner.send('PUT', `${api}/vendors/${slug}`, { ...profile, revision: 1 }));
  const certificate = { name: 'ISO 27001', number: 'IS-1', issuer: 'CQC', issuedOn: '2024-01-01' };
  ok(await of.owner.post(`${api}/vendors/${slug}/certificates`, certificate), 201);
  const { revision } = ok(await of.owner.get(`${api}/vendors/${slug}`));
  return ok(await of.owner.post(`${api}/vendors/${slug}/submit`, { revision })).revision;
}

beforeAll(async () => {
  hub = await startHub({ jobs: false });
  browser = await openBrowser();
  operator = await person(hub, 'operator', { staffRole: 'operator' });
  demand = await demandSide(hub, 'demand');
  vendor = await demandSide(hub, 'biaozhu');
  waiting = await demandSide(hub, 'houshen');
  const revision = await applied(vendor, 'biaozhu');
  ok(await operator.post('/api/v1/operator/vendors/biaozhu/approve', { revision }));
  await applied(waiting, 'houshen');
  const base = (zh: string, en: string) => ({
    name: { zh, en },
    attributes: { place: '福州', capacity: 500, specialities: ['image', 'audio'] },
  });
  const entries = '/api/v1/operator/registers/annotation-bases/entries';
  const listed = ok(await operator.post(entries, base('榕城数据标注基地', 'Rongcheng base')), 201);
  const entry = `/api/v1/operator/register-entries/${listed.id}/list`;
  ok(await operator.post(entry, { revision: listed.revision }));
  ok(await operator.post(entries, base('鹭岛数据标注基地', 'Ludao base')), 201);
  const settled = await settledAward(hub, demand, vendor, 30);
  ({ awardId } = settled);
  const claim = { claim: '666', reason: '漏计两项' };
  ok(await vendor.owner.post(`${api}/settlements/${settled.settlementId}/disputes`, claim), 201);
});

afterAll(async () => {
  await browser?.close();
  await hub?.stop();
});

/** Both languages, both themes, both widths. */
const looks: Look[] = [
  { language: 'zh', theme: 'light', width: 1440 },
  { language: 'en', theme: 'dark', width: 390 },
];
/** Where set, a picture of every page is kept in this folder, for people to look at. */
const pictures = process.env['BANYAN_PICTURES'];

async function judge(who: string, visitor: Visitor, paths: readonly string[], look: Look) {
  const context = await contextFor(browser, hub.url, { ...look, cookies: visitor.cookies });
  const { page, visit } = await openTab(context);
  const found: Record<string, unknown> = {};
  for (const path of paths) {
    const { status, complaints } = await visit(hub.url + path);
    const overflow = await page.evaluate(
      () => document.documentElement.scrollWidth - window.innerWidth,
    );
    found[path] = {
      status,
      complaints,
      axe: await findingsIn(page),
      overflow: Math.max(0, overflow),
    };
    const name = `${who}${path.replace(awardId, 'award').replaceAll(/[^a-z0-9]+/gu, '-')}`;
    if (pictures)
      await page.screenshot({ path: `${pictures}/${name}.${look.language}.png`, fullPage: true });
  }
  await context.close();
  return found;
}
const fine = (paths: readonly string[]) =>
  Object.fromEntries(
    paths.map((path) => [path, { status: 200, complaints: [], axe: [], overflow: 0 }]),
  );

describe.each(looks)('in $language, $theme, $width px', (look) => {
  test('what everybody may read', async () => {
    const paths = ['/annotation/bases', '/annotation/bases?q=none', '/annotation/vendors'];
    const all = [...paths, '/annotation/vendors/biaozhu'];
    expect(await judge('anyone', new Visitor(hub), all, look)).toEqual(fine(all));
  });

  test('the vendor’s and the demand side’s own pages', async () => {
    const own = ['profile', 'team'].map((part) => `/annotation/vendors/biaozhu/${part}`);
    const money = [`/annotation/awards/${awardId}/statement`];
    const vendors = [...own, ...money, '/account/organisations/biaozhu/ledger'];
    expect(await judge('vendor', vendor.owner, vendors, look)).toEqual(fine(vendors));
    const waits = ['/annotation/vendors/houshen/profile', '/account/organisations/houshen/ledger'];
    expect(await judge('waiting', waiting.owner, waits, look)).toEqual(fine(waits));
    const demands = [...money, '/account/organisations/demand/ledger'];
    expect(await judge('demand', demand.owner, demands, look)).toEqual(fine(demands));
  });

  test('the operator’s queues', async () => {
    const queues = ['', '/vendors', '/vendors?state=approved', '/registers', '/disputes'];
    const paths = queues.map((part) => `/operator${part}`);
    expect(await judge('operator', operator, paths, look)).toEqual(fine(paths));
  });
});
