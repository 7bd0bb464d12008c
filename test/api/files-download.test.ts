import { createHash } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startHub, type TestHub } from '#test/support/hub.ts';
import {
  ApiClient,
  draftDataset,
  provider,
  publish,
  uploadFile,
  type Provider,
} from '#test/support/provider.ts';

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');
const reprDigest = (text: string) =>
  `sha-256=:${createHash('sha256').update(text).digest('base64')}:`;

let hub: TestHub;
let owner: Provider;
let visitor: ApiClient;
beforeAll(async () => {
  hub = await startHub();
  owner = await provider(hub, 'bureau');
  visitor = new ApiClient(hub.url);
});
afterAll(() => hub.stop());

test('an uploaded file is downloaded with digest, ranges and one count', async () => {
  const csv = 'id,name\n1,榕树\n2,banyan\n';
  const dataset = await draftDataset(owner, 'trees');
  await uploadFile(owner.client, dataset, '数据/说明.csv', csv);
  await publish(owner.client, dataset, '1.0.0');
  const raw = `/api/v1/datasets/${dataset}/versions/1.0.0/raw/${encodeURIComponent('数据')}/${encodeURIComponent('说明.csv')}`;
  const whole = await visitor.get(raw);
  expect([whole.status, await whole.text()]).toEqual([200, csv]);
});
