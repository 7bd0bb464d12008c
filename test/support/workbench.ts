import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import { api, ok, openPackage, type DemandSide } from './annotation.ts';
import { dataUrl, streetPng, tonesWav } from './media-samples.ts';
import { patienceMs } from './surfer.ts';
import type { Visitor } from './visitor.ts';

/** Boxes and a question on an image, spans and a question on a text, passages and words on a sound. */
export const imageConfig = `<View><Image name="image" value="$image"/>
<RectangleLabels name="box" toName="image"><Label value="Post"/><Label value="Sign"/></RectangleLabels>
<Choices name="sky" toName="image" required="true"><Choice value="clear"/><Choice value="grey"/></Choices></View>`;
export const spanConfig = `<View><Labels name="ner" toName="text"><Label value="机构"/><Label value="地点"/></Labels>
<Text name="text" value="$text"/>
<Choices name="mood" toName="text" required="true"><Choice value="good"/><Choice value="bad"/></Choices></View>`;
export const audioConfig = `<View><Labels name="part" toName="audio"><Label value="speech"/><Label value="noise"/></Labels>
<Audio name="audio" value="$audio"/>
<TextArea name="words" toName="audio" perRegion="true" required="true"/></View>`;

/** A published package of the own team over tasks with this data. */
export async function packageOf(
  demand: DemandSide,
  labelConfig: string,
  items: readonly unknown[],
): Promise<string> {
  const { owner, org } = demand;
  const made = ok(
    await owner.post(`${api}/projects`, { org: org.slug, title: '标注', labelConfig }),
    201,
  );
  ok(await owner.post(`${api}/projects/${made.id}/imports`, { items }), 201);
  const { revision } = ok(await owner.get(`${api}/projects/${made.id}`));
  ok(await owner.post(`${api}/projects/${made.id}/activate`, { revision }));
  return (await openPackage(demand, made.id)).id;
}

export const images = (count: number) => {
  const image = dataUrl('image/png', streetPng(240, 160));
  return Array.from({ length: count }, () => ({ image }));
};
export const texts = (count: number) =>
  Array.from({ length: count }, (_, n) => ({ text: `👨‍👩‍👧福建省气象局第${n}次预警。\nAda wrote.` }));
export const clips = (count: number) => {
  const audio = dataUrl('audio/wav', tonesWav(3));
  return Array.from({ length: count }, () => ({ audio }));
};

/** Until a task is on the screen; its number. */
export async function seated(page: Page): Promise<number> {
  await page.locator('[data-task]').waitFor({ timeout: patienceMs });
  return Number(await page.locator('[data-task]').getAttribute('data-task'));
}

export async function press(page: Page, ...keys: readonly string[]): Promise<void> {
  for (const key of keys) await page.keyboard.press(key);
}

/** Presses `first`, then Enter (or Ctrl+Enter), and waits until the task on the screen is another one, or none. */
export async function submit(
  page: Page,
  key = 'Enter',
  ...first: readonly string[]
): Promise<void> {
  const before = await page.locator('[data-task]').getAttribute('data-task');
  await press(page, ...first, key);
  await page.waitForFunction(
    (number) => document.querySelector('[data-task]')?.getAttribute('data-task') !== number,
    before,
  );
}

/** Waits for so many receipts. */
export const receipts = (page: Page, count: number) =>
  expect
    .poll(() => page.locator('[data-receipts] li').count(), { timeout: patienceMs })
    .toBe(count);

/** Everything the worker has submitted in a package, as the server has it; oldest first. */
export async function submitted(worker: Visitor, packageId: string): Promise<any[]> {
  const { items } = ok(await worker.get(`${api}/packages/${packageId}/mine?limit=100`));
  const whole = items.map(async ({ id }: { id: string }) =>
    ok(await worker.get(`${api}/annotations/${id}`)),
  );
  return (await Promise.all(whole)).toReversed();
}

/** A result without the ids that chance makes. */
export const regionsOf = (annotation: any) =>
  annotation.result.map((item: object) =>
    Object.fromEntries(Object.entries(item).filter(([key]) => key !== 'id')),
  );
