import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openBrowser } from '#test/support/browser.ts';
import { startHub, type TestHub } from '#test/support/hub.ts';
import { findingsIn, contextFor, openTab, type Look } from '#test/support/page-visit.ts';
import { organisation, password, person } from '#test/support/people.ts';
import type { Visitor } from '#test/support/visitor.ts';

const api = '/api/v1/annotation';
const config = `<View>
  <Image name="image" value="$image"/>
  <RectangleLabels name="box" toName="image">
    <Label value="汽车" background="#0f7b6c" hotkey="1"/>
    <Label value="行人" background="#c2410c" hotkey="2"/>
  </RectangleLabels>
  <Choices name="weather" toName="image" choice="single" required="true">
    <Choice value="晴"/>
    <Choice value="雨"/>
  </Choices>
</View>
`;

let hub: TestHub;
let browser: Browser;
let owner: Visitor & { email: string };
let vendor: Visitor;
let newcomer: Visitor;
let full: string;
let bare: string;
let open: string;
let draft: string;

beforeAll(async () => {
  hub = await startHub();
  browser = await openBrowser();
  owner = await person(hub, 'demand');
  await organisation(hub, 'minjiang', owner.email);
  await owner.signIn(owner.email, password);
  const worker = await person(hub, 'vendor');
  await organisation(hub, 'biaozhu', worker.email);
  vendor = await worker.signIn(worker.email, password);
  newcomer = await person(hub, 'newcomer');
  full = await project('福州路口目标检测');
  bare = await project('空项目');
  const { body: filled } = await owner.get(`${api}/projects/${full}`);
  await owner.send('PATCH', `${api}/projects/${full}`, {
    revision: filled.revision,
    instructions: '# 规则\n\n框应**紧贴**目标。\n\n- 遮挡过半不标\n\n> 广告牌上的汽车：不标',
  });
  const items = Array.from({ length: 120 }, (_, i) => ({
    image: `/images/${i}.jpg`,
    plate: `闽A${i}`,
  }));
  await told(owner.post(`${api}/projects/${full}/imports`, { items }));
  const { body: now } = await owner.get(`${api}/projects/${full}`);
  await told(owner.post(`${api}/projects/${full}/activate`, { revision: now.revision }));
  open = await newPackage('第一批 · 路口', { toNumber: 1_000_000 });
  const { body: made } = await owner.get(`${api}/packages/${open}`);
  await told(owner.post(`${api}/packages/${open}/publish`, { revision: made.revision }));
  await told(owner.post(`${api}/projects/${full}/imports`, { items: items.slice(0, 5) }));
  draft = await newPackage('第二批', {});
});

afterAll(async () => {
  await browser?.close();
  await hub?.stop();
});

async function told(reply: ReturnType<Visitor['post']>): Promise<any> {
  const { status, body } = await reply;
  if (status >= 300) throw new Error(`${status} ${JSON.stringify(body)}`);
  return body;
}

async function project(title: string): Promise<string> {
  const body = { org: 'minjiang', title, description: '行车记录仪图像。', labelConfig: config };
  return (await told(owner.post(`${api}/projects`, body))).id;
}

async function newPackage(title: string, tasks: object): Promise<string> {
  const body = {
    title,
    description: '请先阅读标注规范。',
    mode: 'open_claim',
    tasks,
    priceFen: '35',
    bands: [{ minPpm: 980_000, rateBp: 11_000 }],
    deadline: '2027-03-01T18:00:00+08:00',
    requiredSkills: ['图像', '交通'],
    overlap: 1,
    overlapMax: 3,
    agreementThresholdPpm: 750_000,
    goldRateBp: 0,
    aql: '1.0',
  };
  return (await told(owner.post(`${api}/projects/${full}/packages`, body))).id;
}

const ownerPages = (): string[] => [
  '/annotation',
  '/annotation/projects',
  '/annotation/projects?state=archived',
  '/annotation/projects/new',
  `/annotation/projects/${full}`,
  `/annotation/projects/${full}/config`,
  `/annotation/projects/${full}/tasks`,
  `/annotation/projects/${full}/packages`,
  `/annotation/projects/${full}/packages/new`,
  `/annotation/projects/${full}/instructions`,
  `/annotation/projects/${full}/settings`,
  `/annotation/projects/${bare}`,
  `/annotation/projects/${bare}/tasks`,
  `/annotation/projects/${bare}/packages`,
  `/annotation/packages/${draft}`,
  '/annotation/market',
];
const vendorPages = (): string[] => [
  '/annotation',
  '/annotation/market',
  `/annotation/packages/${open}`,
];

/** Both languages, both themes, both widths. */
const looks: Look[] = [
  { language: 'zh', theme: 'light', width: 1440 },
  { language: 'en', theme: 'dark', width: 390 },
];

/** Where set, a picture of every page is kept in this folder, for people to look at. */
const pictures = process.env['BANYAN_PICTURES'];
const pictureOf = (who: string, path: string, look: Look): string => {
  const name = path
    .replace(full, 'full')
    .replace(bare, 'bare')
    .replace(open, 'open')
    .replace(draft, 'draft');
  return `${pictures}/${who}${name.replaceAll(/[^a-z0-9.]+/gu, '-')}.${look.language}-${look.theme}.png`;
};

/** Status, complaints, axe findings and sideways scrolling of each page; all but the first empty. */
async function judge(who: string, visitor: Visitor, paths: readonly string[], look: Look) {
  const context = await contextFor(browser, hub.url, { ...look, cookies: visitor.cookies });
  const { page, visit } = await openTab(context);
  const found: Record<string, unknown> = {};
  for (const path of paths) {
    const { status, complaints } = await visit(hub.url + path);
    const overflow = await page.evaluate(
      () => document.documentElement.scrollWidth - window.innerWidth,
    );
    const axe = await findingsIn(page);
    found[path] = { status, complaints, axe, overflow: Math.max(0, overflow) };
    if (pictures) await page.screenshot({ path: pictureOf(who, path, look), fullPage: true });
  }
  await context.close();
  return found;
}

const fine = (paths: readonly string[]) =>
  Object.fromEntries(
    paths.map((path) => [path, { status: 200, complaints: [], axe: [], overflow: 0 }]),
  );

describe.each(looks)('in $language, $theme, $width px', (look) => {
  test('the demand side’s pages hydrate, obey the CSP and satisfy axe', async () => {
    expect(await judge('owner', owner, ownerPages(), look)).toEqual(fine(ownerPages()));
  });

  test('a vendor’s pages', async () => {
    expect(await judge('vendor', vendor, vendorPages(), look)).toEqual(fine(vendorPages()));
  });

  test('the pages of somebody who has nothing yet', async () => {
    const paths = ['/annotation', '/annotation/projects', '/annotation/projects/new'];
    expect(await judge('newcomer', newcomer, paths, look)).toEqual(fine(paths));
  });
});
