import { afterAll, beforeAll, expect, test } from 'vitest';
import { startHub, type TestHub } from '#test/support/hub.ts';
import { draftDataset, provider, uploadFile, type Provider } from '#test/support/provider.ts';

let hub: TestHub;
let org: Provider;
const at = '/api/v1/datasets/clinic/visits';

/** Made-up numbers whose check digit (GB 11643, ISO 7064 MOD 11-2) is right. */
function identityNumber(serial: number): string {
  const body = `11010119900101${String(serial).padStart(3, '0')}`;
  const sum = [...body].reduce(
    (total, digit, i) => total + Number(digit) * (2 ** (17 - i) % 11),
    0,
  );
  return body + '10X98765432'[sum % 11];
}

beforeAll(async () => {
  hub = await startHub();
  org = await provider(hub, 'clinic');
});
afterAll(() => hub.stop());

const check = () => org.client.json(org.client.get(`${at}/draft/check`));
const publishWith = async (more: object) => {
  const { dataset } = await org.client.json(org.client.get(at));
  const response = await org.client.send(`${at}/versions`, {
    revision: dataset.revision,
    version: '1.0.0',
    ...more,
  });
  return { status: response.status, body: (await response.json()) as any };
};

test('columns of personal data are flagged before publication, and open only when acknowledged', async () => {
  await draftDataset(org, 'visits');
  const rows = Array.from({ length: 60 }, (_, i) => `${i},${identityNumber(i)},${i % 7}`);
  await uploadFile(
    org.client,
    'clinic/visits',
    'visits.csv',
    `id,身份证号,weekday\n${rows.join('\n')}\n`,
  );
  let seen = await check();
  for (let i = 0; i < 300 && seen.sensitive.length === 0; i += 1) {
    await new Promise((r) => setTimeout(r, 100));
    seen = await check();
  }
  expect([seen.sensitive, seen.unprofiled]).toEqual([
    [{ path: 'visits.csv', column: '身份证号', kind: 'id-number' }],
    [],
  ]);
  const refused = await publishWith({});
  expect([refused.status, refused.body.code, refused.body.sensitive]).toEqual([
    422,
    'catalog.sensitive',
    seen.sensitive,
  ]);
  expect((await publishWith({ acknowledgeSensitive: true })).status).toBe(201);
});

test('important data are not opened, and opening asks the same questions again', async () => {
  await draftDataset(org, 'beds', 'organisation');
  const beds = '/api/v1/datasets/clinic/beds';
  const { dataset } = await org.client.json(org.client.get(beds));
  const important = { ...dataset.card, classification: 'important' };
  const edited = await org.client.json(
    org.client.send(beds, { revision: 1, card: important }, 'PATCH'),
  );
  const open = (revision: number) =>
    org.client
      .send(`${beds}/visibility`, { revision, visibility: 'public' })
      .then(async (r) => [r.status, ((await r.json()) as any).code]);
  expect(await open(edited.revision)).toEqual([422, 'catalog.importantNotPublic']);
  const general = await org.client.json(
    org.client.send(
      beds,
      { revision: edited.revision, card: { ...important, classification: 'general' } },
      'PATCH',
    ),
  );
  expect(await open(general.revision)).toEqual([200, undefined]);
});

test('an older version with personal data is not opened, nor restored in the open, by accident', async () => {
  const wards = '/api/v1/datasets/clinic/wards';
  const revisionNow = async () =>
    (await org.client.json(org.client.get(wards))).dataset.revision as number;
  const send = async (path: string, body: object) => {
    const response = await org.client.send(`${wards}/${path}`, {
      revision: await revisionNow(),
      ...body,
    });
    return [response.status, ((await response.json()) as any).code];
  };
  await draftDataset(org, 'wards', 'organisation');
  const rows = Array.from({ length: 60 }, (_, i) => `${i},${identityNumber(i)}`);
  await uploadFile(org.client, 'clinic/wards', 'people.csv', `id,number\n${rows.join('\n')}\n`);
  for (let i = 0; i < 300; i += 1) {
    const seen = await org.client.json(org.client.get(`${wards}/draft/check`));
    if (seen.sensitive.length > 0) break;
    await new Promise((r) => setTimeout(r, 100));
  }
  expect(await send('versions', { version: '1.0.0' })).toEqual([201, undefined]);
  expect(await send('draft/files/remove', { paths: ['people.csv'] })).toEqual([200, undefined]);
  await uploadFile(org.client, 'clinic/wards', 'beds.txt', 'twelve beds\n');
  expect(await send('versions', { version: '2.0.0', acknowledgeSensitive: true })).toEqual([
    201,
    undefined,
  ]);
  expect(await send('visibility', { visibility: 'public' })).toEqual([422, 'catalog.sensitive']);
  expect(await send('visibility', { visibility: 'public', acknowledgeSensitive: true })).toEqual([
    200,
    undefined,
  ]);
  expect(await send('versions/1.0.0/restore', { version: '3.0.0' })).toEqual([
    422,
    'catalog.sensitive',
  ]);
});
