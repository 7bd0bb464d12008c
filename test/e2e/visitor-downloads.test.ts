import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { get } from 'node:http';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { openBrowser } from '#test/support/browser.ts';
import { startHub, type TestHub } from '#test/support/hub.ts';
import { provider, publish, uploadFile, type Provider } from '#test/support/provider.ts';
import { patienceMs, pictureFailures, surf, type Surfer } from '#test/support/surfer.ts';

const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

/** 60,000 rows, some MB: a counter, a kind with three values, a measure with gaps. */
const readings = [
  '编号,电池类型,电压,备注',
  ...Array.from(
    { length: 60_000 },
    (_, i) =>
      `${i + 1},${['磷酸铁锂', '三元锂', '钠离子'][i % 3]},${i % 10 === 0 ? '' : 300 + (i % 500) / 10},第${i}次充电测量记录`,
  ),
].join('\n');
const readingBytes = Buffer.from(`${readings}\n`);
const readme = '# 说明\n\n新能源汽车充电记录。\n';

let hub: TestHub;
let browser: Browser;
let visitor: Surfer;

interface Made {
  readonly name: string;
  readonly title: { zh: string; en: string };
  readonly domain: string;
  readonly spdx: string;
  readonly files: Readonly<Record<string, string | Uint8Array<ArrayBuffer>>>;
}

const datasets: readonly Made[] = [
  {
    name: 'ev-batteries',
    title: { zh: '新能源汽车动力电池充电记录', en: 'Charging records of EV batteries' },
    domain: 'transport',
    spdx: 'CC-BY-4.0',
    files: {
      '充电记录.csv': readingBytes,
      '数据/说明.csv': '列,含义\n电压,伏\n',
      'README.md': readme,
    },
  },
  {
    name: 'road-signs',
    title: { zh: '新能源公交站点', en: 'Stops of electric buses' },
    domain: 'transport',
    spdx: 'CC0-1.0',
    files: { 'stops.json': '[{"name":"五一广场"}]' },
  },
  {
    name: 'solar',
    title: { zh: '新能源发电统计', en: 'Output of renewable power' },
    domain: 'manufacturing',
    spdx: 'CC-BY-4.0',
    files: { 'power.csv': 'day,kwh\n2026-01-01,5\n' },
  },
];

async function make(by: Provider, { name, title, domain, spdx, files }: Made): Promise<void> {
  const { client, slug } = by;
  const card = {
    title,
    description: { zh: `${title.zh}，按小时采集。`, en: `${title.en}, hourly.` },
    domain,
    licence: { spdx },
    readme,
  };
  await client.json(
    client.send('/api/v1/datasets', { org: slug, name, card, visibility: 'public' }),
    201,
  );
  for (const [path, content] of Object.entries(files))
    await uploadFile(client, `${slug}/${name}`, path, content);
  await publish(client, `${slug}/${name}`, '1.0.0');
}

beforeAll(async () => {
  hub = await startHub();
  browser = await openBrowser();
  const by = await provider(hub, 'minjiang');
  for (const dataset of datasets) await make(by, dataset);
  // What a search finds is there as soon as the jobs have run.
  await vi.waitUntil(
    async () => {
      const reply = await fetch(`${hub.url}/api/v1/search?q=${encodeURIComponent('新能源')}`);
      return ((await reply.json()) as { total: number }).total === 3;
    },
    { timeout: patienceMs, interval: 200 },
  );
  visitor = await surf(browser, hub.url, { permissions: ['clipboard-read', 'clipboard-write'] });
}, 180_000);

pictureFailures(() => [visitor]);

afterAll(async () => {
  await visitor?.close();
  await browser?.close();
  await hub?.stop();
});

const titles = () => visitor.page.getByRole('main').getByRole('article').getByRole('heading');

test('half a Chinese word finds, facets with counts narrow, and a facet taken back widens', async () => {
  const { page } = visitor;
  await page.goto('/');
  await page.getByRole('main').getByRole('combobox', { name: '检索数据集' }).fill('新能');
  await page.getByRole('main').getByRole('button', { name: '搜索' }).click();
  await page.waitForURL('**/search?q=*');
  await expect.poll(() => titles().count(), { timeout: patienceMs }).toBe(3);
  const facets = page.getByRole('complementary', { name: '筛选' });
  await facets.getByRole('link', { name: '交通 2' }).click();
  await page.getByText('2 个数据集').waitFor();
  await facets.getByRole('link', { name: 'CC-BY-4.0 1' }).click();
  await page.getByText('1 个数据集').waitFor();
  await facets.getByRole('link', { name: /^csv 1$/i }).click();
  await page.waitForURL('**format=csv**');
  expect(await titles().allTextContents()).toEqual(['新能源汽车动力电池充电记录']);
  await page.getByRole('link', { name: /^移除条件：\s*许可/u }).click();
  await page.waitForURL((url) => !url.searchParams.has('licence'));
  await page.getByRole('link', { name: /^移除条件：\s*格式/u }).click();
  await page.getByText('2 个数据集').waitFor();
  await page.goBack();
  await page.waitForURL('**format=csv**');
  await titles().first().getByRole('link').click();
  await page.waitForURL('**/d/minjiang/ev-batteries');
  await page.getByRole('heading', { level: 1, name: '新能源汽车动力电池充电记录' }).waitFor();
});

test('the viewer shows every column with what the whole file says about it', async () => {
  const { page } = visitor;
  await page.goto('/d/minjiang/ev-batteries');
  await page.getByRole('link', { name: '预览', exact: true }).click();
  await page.waitForURL('**/viewer');
  await page.getByText('60,000 行 · 4 列 · UTF-8').waitFor();
  expect(new URL(page.url()).search).toBe('');
  const head = (name: string) => page.getByRole('columnheader').filter({ hasText: name });
  await expect.poll(() => head('编号').innerText(), { timeout: patienceMs }).toContain('整数');
  expect(await head('编号').innerText()).toContain('无空值');
  expect(await head('电池类型').innerText()).toMatch(/文本[\s\S]*20,000[\s\S]*3 个不同值/u);
  expect(await head('电压').innerText()).toMatch(/数值[\s\S]*空值 10%/u);
  expect(await head('电压').getByRole('img').count()).toBe(1);
  expect(await page.getByRole('row').nth(1).innerText()).toContain('磷酸铁锂');
});

test('an interrupted download goes on where it broke, in the browser and outside it', async () => {
  const { page } = visitor;
  await page.goto('/d/minjiang/ev-batteries/files');
  const link = page.getByRole('link', { name: '下载 充电记录.csv' });
  const href = (await link.getAttribute('href')) ?? '';
  const [download] = await Promise.all([page.waitForEvent('download'), link.click()]);
  expect(download.suggestedFilename()).toBe('充电记录.csv');
  expect(sha256(readFileSync(await download.path()))).toBe(sha256(readingBytes));
  expect(await page.evaluate(resumeInPage, href)).toEqual({
    statuses: [200, 206],
    brokeInside: true,
    digest: sha256(readingBytes),
  });
  expect(sha256(await resumeBySocket(`${hub.url}${href}`))).toBe(sha256(readingBytes));
});

test('“download all” is one ZIP that goes on after a break', async () => {
  const { page } = visitor;
  await page.goto('/d/minjiang/ev-batteries');
  const link = page.getByRole('link', { name: /^下载全部（/u });
  const href = (await link.getAttribute('href')) ?? '';
  const [download] = await Promise.all([page.waitForEvent('download'), link.click()]);
  const whole = readFileSync(await download.path());
  expect(download.suggestedFilename()).toMatch(/\.zip$/u);
  expect([whole.includes(Buffer.from(readingBytes)), whole.includes(readme)]).toEqual([true, true]);
  expect(await page.evaluate(resumeInPage, href)).toEqual({
    statuses: [200, 206],
    brokeInside: true,
    digest: sha256(whole),
  });
  expect(sha256(await resumeBySocket(`${hub.url}${href}`))).toBe(sha256(whole));
});

test('what the copy buttons copy is what works', async () => {
  const { page } = visitor;
  await page.goto('/d/minjiang/ev-batteries/files');
  const copied = () => page.evaluate(() => navigator.clipboard.readText());
  await page.getByRole('button', { name: /充电记录\.csv 的 SHA-256$/u }).click();
  await expect.poll(copied, { timeout: patienceMs }).toBe(sha256(readingBytes));
  await page.goto('/d/minjiang/ev-batteries/use?file=充电记录.csv');
  await page.getByRole('button', { name: 'curl', exact: true }).click();
  await page.getByRole('button', { name: '复制 curl' }).click();
  await expect.poll(copied, { timeout: patienceMs }).toMatch(/^curl /u);
  const address = /https?:[^\s'"]+/u.exec(await copied())?.[0] ?? '';
  const answer = await fetch(address);
  expect(sha256(new Uint8Array(await answer.arrayBuffer()))).toBe(sha256(readingBytes));
  await page.getByRole('button', { name: '复制 GB/T 7714' }).click();
  await expect
    .poll(copied, { timeout: patienceMs })
    .toMatch(/新能源汽车动力电池充电记录.*\[DS.*\/v\/1\.0\.0/u);
});

test('one press turns the page to English and it stays so', async () => {
  const { page } = visitor;
  await page.goto('/d/minjiang/ev-batteries');
  await page.locator('a[hreflang=en]').click();
  await page.getByRole('heading', { level: 1, name: 'Charging records of EV batteries' }).waitFor();
  expect(await page.locator('html').getAttribute('lang')).toBe('en');
  await page.goto('/search');
  await page.getByRole('complementary', { name: 'Filters' }).waitFor();
  await page.locator('a[hreflang=zh-CN]').click();
  await page.getByRole('complementary', { name: '筛选' }).waitFor();
});

test('the keyboard alone goes from the first page to a download', async () => {
  const { page } = visitor;
  await page.goto('/');
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  const focused = () =>
    page.evaluate(() => {
      const at = document.activeElement;
      return `${at?.tagName} ${at?.getAttribute('aria-label') ?? at?.textContent?.trim() ?? ''}`;
    });
  const tabTo = async (wanted: RegExp): Promise<void> => {
    for (let presses = 0; presses < 60; presses += 1) {
      if (wanted.test(await focused())) return;
      await page.keyboard.press('Tab');
    }
    throw new Error(`60 presses of Tab did not reach ${wanted}: ${await focused()}`);
  };
  await tabTo(/^INPUT 检索数据集$/u);
  await page.keyboard.type('充电');
  await page.getByRole('option', { name: /新能源汽车动力电池/u }).waitFor();
  for (let press = 0; press < 10; press += 1) {
    const active = page.locator('[role=option][aria-selected=true]');
    if ((await active.count()) > 0 && /动力电池充电记录/u.test(await active.innerText())) break;
    await page.keyboard.press('ArrowDown');
  }
  await page.keyboard.press('Enter');
  await page.waitForURL('**/d/minjiang/ev-batteries');
  await tabTo(/^A 下载全部/u);
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.keyboard.press('Enter'),
  ]);
  expect(readFileSync(await download.path()).includes(Buffer.from(readingBytes))).toBe(true);
  expect(visitor.troubles).toEqual([]);
});

/** In the page: reads the beginning, breaks the connection, asks for the rest, hashes the whole. */
async function resumeInPage(href: string) {
  const stop = new AbortController();
  const first = await fetch(href, { signal: stop.signal, cache: 'no-store' });
  const total = Number(first.headers.get('content-length'));
  const reader = (first.body as ReadableStream<Uint8Array<ArrayBuffer>>).getReader();
  const parts: Uint8Array<ArrayBuffer>[] = [];
  let have = 0;
  while (have < 100_000) {
    const { value } = await reader.read();
    if (!value) break;
    parts.push(value);
    have += value.length;
  }
  stop.abort();
  const range = { range: `bytes=${have}-`, 'if-range': first.headers.get('etag') ?? '' };
  const second = await fetch(href, { headers: range, cache: 'no-store' });
  const bytes = await new Blob([...parts, await second.arrayBuffer()]).arrayBuffer();
  const hash = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
  return {
    statuses: [first.status, second.status],
    brokeInside: have > 0 && have < total,
    digest: [...hash].map((byte) => byte.toString(16).padStart(2, '0')).join(''),
  };
}

/** As `curl -C -` does: the socket is torn down in the middle, the rest is asked for by offset. */
async function resumeBySocket(url: string): Promise<Uint8Array> {
  const beginning = await new Promise<Buffer>((resolve, reject) => {
    get(url, (response) => {
      const parts: Buffer[] = [];
      response.on('data', (part: Buffer) => {
        parts.push(part);
        if (Buffer.concat(parts).length < 300_000) return;
        response.destroy();
        resolve(Buffer.concat(parts));
      });
      response.on('end', () => reject(new Error('the file ended before it could be interrupted')));
    }).on('error', reject);
  });
  const rest = await fetch(url, { headers: { range: `bytes=${beginning.length}-` } });
  expect(rest.status).toBe(206);
  return Buffer.concat([beginning, Buffer.from(await rest.arrayBuffer())]);
}
