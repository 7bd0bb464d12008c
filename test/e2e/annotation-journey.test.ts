import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { systemActor } from '#src/kernel/actor.ts';
import {
  acceptByApi,
  claimByPage,
  countPointers,
  done,
  goOffline,
  killTab,
  labelClips,
  labelImages,
  labelTexts,
  offer,
  openBench,
  reviewByApi,
  spanAndMood,
} from '#test/support/annotation-journey.ts';
import { api, colleague, demandSide, ok, type DemandSide } from '#test/support/annotation.ts';
import { openBrowser } from '#test/support/browser.ts';
import { startHub, type TestHub } from '#test/support/hub.ts';
import { streetPng, tonesWav } from '#test/support/media-samples.ts';
import { password } from '#test/support/people.ts';
import {
  draftDataset,
  provider,
  publish,
  uploadFile,
  type Provider,
} from '#test/support/provider.ts';
import { commitmentOf, isSigned, lotDigestOf, sampleOf } from '#test/support/re-derive-sample.ts';
import { pictureFailures, surf, type Surfer } from '#test/support/surfer.ts';
import { Visitor } from '#test/support/visitor.ts';
import {
  audioConfig,
  imageConfig,
  press,
  receipts,
  regionsOf,
  seated,
  spanConfig,
  submit,
  submitted,
  texts,
} from '#test/support/workbench.ts';

type Worker = Visitor & { userId: string };

/** How long the network is away, ms; ten minutes in CI. */
const awayMs = process.env['BANYAN_LONG'] === '1' ? 10 * 60_000 : 0;

let hub: TestHub;
let browser: Browser;
let house: Provider;
let demand: DemandSide;
let vendor: DemandSide;
let annotator: Worker;
let inspector: Worker;
const windows: Surfer[] = [];
pictureFailures(() => windows);

beforeAll(async () => {
  hub = await startHub();
  browser = await openBrowser();
  house = await provider(hub, 'demand');
  const owner = await new Visitor(hub).signIn(house.email, password);
  demand = { owner: Object.assign(owner, { userId: '', email: house.email }), org: house };
  vendor = await demandSide(hub, 'vendor');
  annotator = await colleague(hub, vendor.org.orgId, 'annotator');
  inspector = await colleague(hub, vendor.org.orgId, 'inspector', 'manager');
  const role = { org_id: vendor.org.orgId, user_id: inspector.userId, role: 'inspector' } as const;
  await hub.node.hub.store.write(systemActor('test'), (trx) =>
    trx
      .insertInto('annotation.vendor_member')
      .values({ ...role, assigned_by: null })
      .execute(),
  );
}, 180_000);

afterAll(async () => {
  await Promise.all(windows.map((one) => one.close().catch(() => undefined)));
  await browser?.close();
  await hub?.stop();
});

async function open(as: Visitor): Promise<Surfer> {
  const surfer = await surf(browser, hub.url, { as });
  windows.push(surfer);
  return surfer;
}

/** A published version of files made by `content`. */
async function filesOf(name: string, ending: string, count: number, content: Buffer) {
  const dataset = await draftDataset(house, name, 'organisation');
  for (let n = 1; n <= count; n += 1)
    await uploadFile(house.client, dataset, `${name}/${n}.${ending}`, new Uint8Array(content));
  await publish(house.client, dataset, '1.0.0');
  return { dataset: { org: house.slug, name, version: '1.0.0' } };
}

/** Opens the package again as a person does who lost the tab. */
async function reopen(surfer: Surfer, packageId: string): Promise<Page> {
  const page = await surfer.context.newPage();
  await page.goto(`${hub.url}/annotation/packages/${packageId}/label`);
  return page;
}

test('from the order to the published result', { timeout: 360_000 + 2 * awayMs }, async () => {
  const photos = await filesOf('photos', 'png', 20, streetPng(240, 160));
  const sounds = await filesOf('sounds', 'wav', 5, tonesWav(3));
  const work = {
    images: { title: '道路图像', labelConfig: imageConfig, priceFen: '37', source: photos },
    texts: {
      title: '预警文本',
      labelConfig: spanConfig,
      priceFen: '53',
      source: { items: texts(20) },
    },
    clips: { title: '语音片段', labelConfig: audioConfig, priceFen: '199', source: sounds },
  };
  const images = await offer(demand, work.images);
  const words = await offer(demand, work.texts);
  const clips = await offer(demand, work.clips);

  const manager = await open(vendor.owner);
  const clicks = await countPointers(manager.context);
  for (const { title } of Object.values(work)) await claimByPage(manager.page, title);
  expect(clicks()).toBeGreaterThan(0);

  // Images: online, then the last six without a network, in a tab that is killed.
  const surfer = await open(annotator);
  const pointers = await countPointers(surfer.context);
  await openBench(surfer.page, work.images.title);
  await labelImages(surfer.page, 14);
  await receipts(surfer.page, 14);
  await goOffline(surfer.page, 6);
  await labelImages(surfer.page, 2);
  await killTab(surfer.page);
  let page = await reopen(surfer, images.id);
  await labelImages(page, 4);
  expect(await submitted(annotator, images.id)).toHaveLength(14);
  await surfer.context.setOffline(false);
  await receipts(page, 20);
  const boxes = await submitted(annotator, images.id);
  expect(new Set(boxes.map((one) => one.taskId)).size).toBe(20);
  expect(boxes.map((one) => regionsOf(one)[0])).toEqual(
    boxes.map(() => ({
      from_name: 'box',
      to_name: 'image',
      type: 'rectanglelabels',
      value: { x: 40, y: 50, width: 10, height: 15, rotation: 0, rectanglelabels: ['Post'] },
      original_width: 240,
      original_height: 160,
      image_rotation: 0,
      origin: 'manual',
    })),
  );

  // Clips: two of five without a network.
  await openBench(page, work.clips.title);
  await labelClips(page, 3);
  await receipts(page, 3);
  await goOffline(page, 2);
  await killTab(page);
  page = await reopen(surfer, clips.id);
  await labelClips(page, 2);
  await surfer.context.setOffline(false);
  await receipts(page, 5);
  const parts = await submitted(annotator, clips.id);
  expect(parts.map((one) => regionsOf(one)[1].value)).toEqual(
    parts.map(() => ({ start: 0, end: 1, channel: 0, text: ['好的'] })),
  );

  // Texts: all twenty without a network, killed in the middle of the eighth.
  await openBench(page, work.texts.title);
  await goOffline(page, 20);
  const left = Date.now();
  await labelTexts(page, 7, awayMs / 20);
  const begun = await seated(page);
  await press(page, ...spanAndMood('4'));
  await page.getByText('已存本机').waitFor();
  await killTab(page);
  page = await reopen(surfer, words.id);
  expect(await seated(page)).toBe(begun);
  await page.getByText('7 项待送出').waitFor();
  expect(await page.locator('[data-ids]:not([data-ids=""])').allInnerTexts()).toEqual(['福建省']);
  await submit(page);
  await labelTexts(page, 12, awayMs / 12);
  await killTab(page);
  expect(await submitted(annotator, words.id)).toEqual([]);
  expect(Date.now() - left).toBeGreaterThanOrEqual(awayMs);
  page = await reopen(surfer, words.id);
  await page.getByText('20 项待送出').waitFor();
  await surfer.context.setOffline(false);
  await receipts(page, 20);
  const spans = await submitted(annotator, words.id);
  expect(new Set(spans.map((one) => one.taskId)).size).toBe(20);
  expect(spans.map((one) => regionsOf(one)[0].value)).toEqual(
    spans.map(() => ({ start: 5, end: 8, text: '福建省', labels: ['机构'] })),
  );
  const moods = spans.map((one) => regionsOf(one)[1].value.choices[0]).toSorted();
  expect(moods).toEqual(['bad', ...Array.from({ length: 19 }, () => 'good')]);

  // The vendor's inspector looks at everything; one text goes back and is done again.
  const [returned] = spans.slice(-1);
  expect(await reviewByApi(inspector, images.id)).toBe(20);
  expect(await reviewByApi(inspector, clips.id)).toBe(5);
  expect(await reviewByApi(inspector, words.id, [returned.id])).toBe(20);
  await openBench(page, work.texts.title);
  await page.getByText('请改为“差”。').waitFor();
  await submit(page, 'Enter', '4');
  await receipts(page, 21);
  expect(await reviewByApi(inspector, words.id)).toBe(1);
  expect(pointers()).toBe(0);
  expect([...manager.troubles]).toEqual([]);

  // Handed over, inspected by sample, accepted; every certificate re-derived; paid to the fen.
  let owed = 0n;
  for (const [offered, size, price] of [
    [images, 20, 37n],
    [words, 20, 53n],
    [clips, 5, 199n],
  ] as const) {
    const { awardId, commitment, lot, sample, found } = await acceptByApi(
      vendor,
      demand,
      offered.id,
    );
    const { body } = found.certificate;
    expect([lot.size, sample.length]).toEqual([size, 5]);
    expect(commitmentOf(body.seed)).toBe(commitment);
    expect(lotDigestOf(found.units)).toBe(lot.digest);
    expect(sampleOf(body.seed, found.units, 5)).toEqual(sample);
    expect(isSigned(found.certificate, found.publicKey)).toBe(true);
    const total = (BigInt(size) * price).toString();
    const view = ok(await vendor.owner.get(`${api}/awards/${awardId}/statement`));
    expect(view).toMatchObject({ settled: total, adjusted: '0', total, ledger: total });
    expect(view.settlements.map((s: any) => [s.lotId, s.total])).toEqual([[lot.id, total]]);
    expect(ok(await demand.owner.get(`${api}/awards/${awardId}/statement`)).total).toBe(total);
    owed += BigInt(total);
  }
  const balances = async ({ owner, org }: DemandSide): Promise<string[]> =>
    ok(await owner.get(`/api/v1/organisations/${org.slug}/ledger/accounts`)).items.map(
      (account: any) => account.balance,
    );
  expect([owed, await balances(vendor), await balances(demand)]).toEqual([
    2_795n,
    ['2795'],
    ['-2795'],
  ]);

  // The accepted results as a file, and as a version of a dataset that others download.
  const order = ok(
    await demand.owner.post(`${api}/projects/${words.project.id}/exports`, {
      format: 'JSON',
      which: 'accepted',
    }),
    202,
  );
  const made = await done(demand.owner, `${api}/exports/${order.id}`);
  expect([made.manifest.tasks, made.manifest.regions, made.losses]).toEqual([20, 40, []]);
  const file = ok(await demand.owner.get(`${api}/exports/${order.id}/file`));
  const bads = file.filter((task: any) => JSON.stringify(task.annotations).includes('"bad"'));
  expect([file.length, bads.length]).toEqual([20, 2]);
  const given = ok(
    await demand.owner.post(`${api}/projects/${words.project.id}/publications`, {
      exportId: order.id,
      dataset: 'warnings',
    }),
    201,
  );
  expect([given.provenance.certificates.length, given.provenance.export.sha256]).toEqual([
    1,
    made.file.sha256,
  ]);
  const at = `/api/v1/datasets/${house.slug}/warnings`;
  const { dataset: draft } = ok(await demand.owner.get(at));
  const card = { ...draft.card, domain: 'other', licence: { spdx: 'CC0-1.0' } };
  ok(await demand.owner.send('PATCH', at, { revision: draft.revision, card }));
  await publish(house.client, `${house.slug}/warnings`, '1.0.0');
  const version = `${at}/versions/1.0.0/raw/annotation`;
  expect(ok(await demand.owner.get(`${version}/result.json`))).toEqual(file);
  expect(ok(await demand.owner.get(`${version}/provenance.json`))).toEqual(given.provenance);
});
