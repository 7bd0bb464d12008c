import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { api, demandSide, ok, type DemandSide } from '#test/support/annotation.ts';
import { openBrowser } from '#test/support/browser.ts';
import { startHub, type TestHub } from '#test/support/hub.ts';
import { contextFor, findingsIn, openTab } from '#test/support/page-visit.ts';
import { draftDataset, provider, publish, uploadFile } from '#test/support/provider.ts';
import { pngHead, zipOf } from '#test/support/zip.ts';

let hub: TestHub;
let browser: Browser;
let demand: DemandSide;
beforeAll(async () => {
  hub = await startHub();
  browser = await openBrowser();
  demand = await demandSide(hub, 'importer');
  const catalogue = await provider(hub, 'shore');
  const dataset = await draftDataset(catalogue, 'birds');
  await uploadFile(catalogue.client, dataset, 'a/one.png', pngHead(20, 10));
  await uploadFile(catalogue.client, dataset, 'a/two.png', pngHead(30, 10));
  await uploadFile(catalogue.client, dataset, 'list.csv', 'picture,note\na.png,x\nb.png,y\nc\n');
  await publish(catalogue.client, dataset, '1.0.0');
}, 180_000);

afterAll(async () => {
  await browser?.close();
  await hub?.stop();
});

const labelConfig =
  '<View><Image name="img" value="$picture"/><RectangleLabels name="box" toName="img"><Label value="cat"/></RectangleLabels></View>';
const voc = `<annotation><filename>one.png</filename><size><width>200</width><height>100</height></size>
  <object><name>cat</name><bndbox><xmin>20</xmin><ymin>10</ymin><xmax>60</xmax><ymax>50</ymax></bndbox></object></annotation>`;
const archive = zipOf([
  { path: 'one.xml', content: voc },
  { path: 'gone.xml', content: voc.replace('one.png', 'gone.png') },
  { path: 'one.png', content: pngHead(200, 100), stored: true },
]);

const words = {
  zh: {
    open: '导入任务',
    file: '文件',
    dataset: '目录中的数据集',
    done: (tasks: number, problems: number) => `已导入 ${tasks} 个任务，${problems} 处问题`,
    find: '查找数据集',
    from: '任务来自',
    rows: 'list.csv 的各行',
  },
  en: {
    open: 'Import tasks',
    file: 'File',
    dataset: 'A dataset of the catalogue',
    done: (tasks: number, problems: number) => `${tasks} tasks imported, ${problems} problems`,
    find: 'Find a dataset',
    from: 'Tasks come from',
    rows: 'Rows of list.csv',
  },
} as const;

test.each([
  { language: 'zh', theme: 'light', width: 1440 },
  { language: 'en', theme: 'dark', width: 390 },
] as const)(
  'an archive, the files and the rows of a dataset become tasks ($language)',
  async (look) => {
    const w = words[look.language];
    const body = { org: 'importer', title: look.language, labelConfig };
    const project = ok(await demand.owner.post(`${api}/projects`, body), 201);
    const context = await contextFor(browser, hub.url, { ...look, cookies: demand.owner.cookies });
    const { page, visit } = await openTab(context);
    const folder = process.env['BANYAN_PICTURES'];
    const picture = async (name: string): Promise<void> => {
      if (folder) await page.screenshot({ path: `${folder}/${name}-${look.language}.png` });
    };
    const { complaints } = await visit(`${hub.url}/annotation/projects/${project.id}/tasks`);
    const dialog = page.getByRole('dialog');
    const begin = () => dialog.getByRole('button', { name: w.open }).click();
    await page.getByRole('button', { name: w.open }).click();
    await page
      .getByLabel(w.file, { exact: true })
      .setInputFiles({ name: 'voc.zip', mimeType: 'application/zip', buffer: archive });
    await begin();
    await dialog.getByText(w.done(1, 1)).waitFor();
    expect(await dialog.getByText('gone.xml').count()).toBe(1);
    await picture('import-archive');
    await dialog.getByLabel(w.dataset).check();
    await dialog.getByLabel(w.find).fill('birds');
    await dialog.getByRole('button', { name: /shore\/birds/u }).click();
    await begin();
    await dialog.getByText(w.done(3, 0)).waitFor();
    await dialog.getByLabel(w.from).selectOption({ label: w.rows });
    await begin();
    await dialog.getByText(w.done(2, 1)).waitFor();
    await picture('import-dataset');
    const axe = await findingsIn(page);
    const { items } = ok(await demand.owner.get(`${api}/projects/${project.id}/tasks`));
    expect({ tasks: items.length, complaints, axe }).toEqual({ tasks: 6, complaints: [], axe: [] });
    await context.close();
  },
  90_000,
);
