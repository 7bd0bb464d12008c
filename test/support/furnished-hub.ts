import { Buffer } from 'node:buffer';
import { createToken } from '#src/identity/index.ts';
import type { TestHub } from './hub.ts';
import { organisation, password, person } from './people.ts';
import {
  ApiClient,
  draftDataset,
  provider,
  publish,
  uploadFile,
  type Provider,
} from './provider.ts';
import { linkIn, mailFor, Visitor } from './visitor.ts';

/** Somebody behind each kind of page, with something on every one of them. */
export interface Furnished {
  readonly owner: Visitor;
  readonly operator: Visitor;
  /** Asked for gated data, and is invited to the organisation. */
  readonly guest: Visitor;
  /** Signed in and nothing else. */
  readonly stranger: Visitor;
  /** Path of the guest's open invitation. */
  readonly invitation: string;
}

const csv = `station,measured,sst\n${Array.from({ length: 250 }, (_, i) => `FJ${i % 7},2026-01-01,${15 + i / 10}`).join('\n')}\n`;
const png =
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==';

/** Half a second of silence, 8 kHz, 8 bit. */
function wav(): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(44 + 4000).fill(128, 44);
  const view = new DataView(bytes.buffer);
  const word = (at: number, text: string) => bytes.set(Buffer.from(text, 'latin1'), at);
  word(0, 'RIFF');
  view.setUint32(4, 36 + 4000, true);
  word(8, 'WAVEfmt ');
  view.setUint32(16, 16, true);
  view.setUint16(20, 1, true);
  view.setUint16(22, 1, true);
  view.setUint32(24, 8000, true);
  view.setUint32(28, 8000, true);
  view.setUint16(32, 1, true);
  view.setUint16(34, 8, true);
  word(36, 'data');
  view.setUint32(40, 4000, true);
  return bytes;
}

/** One file for each way in which the viewer shows one. */
const everyKind: Readonly<Record<string, string | Uint8Array<ArrayBuffer>>> = {
  '表/观测 记录.csv': csv,
  'ragged.csv': 'a,b\n1,2\n3\n4,5,6\n',
  'settings.json': '{"name":"banyan","nested":{"depth":2},"list":[1,2]}',
  'points.geojson':
    '{"type":"FeatureCollection","features":[{"type":"Feature","geometry":{"type":"Point","coordinates":[119,26]},"properties":{"n":1}}]}',
  'broken.json': '{"a": [1, 2',
  'notes.txt': 'First line.\nSecond line.\n',
  'README.md': '# Kinds\n\nOne of each.\n',
  'dot.png': new Uint8Array(Buffer.from(png, 'base64')),
  'silence.wav': wav(),
  'weights.bin': new Uint8Array([0, 1, 2, 3]),
};

export const kindsShown = [...Object.keys(everyKind), 'all.zip'];

async function make(
  owner: Provider,
  name: string,
  files: typeof everyKind,
  visibility?: 'gated',
): Promise<string> {
  const address = await draftDataset(owner, name, visibility);
  for (const [path, content] of Object.entries(files))
    await uploadFile(owner.client, address, path, content);
  await publish(owner.client, address, '1.0.0');
  return address;
}

async function datasets(hub: TestHub, owner: Provider): Promise<void> {
  const open = await make(owner, 'sea-temperature', { 'README.md': '# Columns\n', 'a/b.csv': csv });
  await uploadFile(owner.client, open, 'stations.csv', 'id\nFJ1\n');
  await publish(owner.client, open, '1.1.0');
  await make(owner, 'patients', { 'rows.csv': csv }, 'gated');
  const kinds = await make(owner, 'every-kind', everyKind);
  const zip = await fetch(`${hub.url}/api/v1/datasets/${kinds}/versions/1.0.0/archive.zip`);
  await uploadFile(owner.client, kinds, 'all.zip', new Uint8Array(await zip.arrayBuffer()));
  await publish(owner.client, kinds, '1.1.0');
  const withdrawn = await make(owner, 'withdrawn', { 'rows.csv': csv });
  const path = `/api/v1/datasets/${withdrawn}`;
  const { dataset } = await owner.client.json(owner.client.get(path));
  const reason = 'Measured with a broken sensor.';
  await owner.client.json(
    owner.client.send(`${path}/withdraw`, { revision: dataset.revision, reason }),
  );
  const draft = await draftDataset(owner, 'unfinished');
  await uploadFile(owner.client, draft, '数据/a.csv', csv);
  for (const name of ['suspended', 'released', 'reported'])
    await make(owner, name, { 'rows.csv': csv });
}

/** A report, an appeal, a suspension in force and a lifted one, a version that waits. */
async function queues(hub: TestHub, owner: Provider, operator: Visitor): Promise<void> {
  const at = (name: string) => `/api/v1/datasets/${owner.slug}/${name}`;
  await ok(
    new Visitor(hub).post(`${at('reported')}/reports`, { kind: 'rights', text: 'My data.' }),
  );
  const moderate = async (name: string, command: 'suspend' | 'restore') => {
    const { dataset } = await owner.client.json(owner.client.get(at(name)));
    const order = { revision: dataset.revision, reason: 'Holds phone numbers.' };
    await ok(operator.post(`/api/v1/operator/datasets/${owner.slug}/${name}/${command}`, order));
  };
  await moderate('suspended', 'suspend');
  await moderate('released', 'suspend');
  await moderate('released', 'restore');
  await owner.client.json(
    owner.client.send(`${at('suspended')}/appeals`, { text: 'Removed them.' }),
    201,
  );
  const newcomer = await provider(hub, 'newcomer');
  await hub.node.withOwner((pool) =>
    pool.query('update identity.organisation set first_version_reviewed = true where id = $1', [
      newcomer.orgId,
    ]),
  );
  await make(newcomer, 'first', { 'rows.csv': csv });
}

async function ok(reply: Promise<{ status: number; body: unknown }>): Promise<void> {
  const { status, body } = await reply;
  if (status >= 300) throw new Error(`${status}: ${JSON.stringify(body)}`);
}

/** A hub on which no page of the site is empty. */
export async function furnish(hub: TestHub): Promise<Furnished> {
  const by = await provider(hub, 'fj-marine');
  await datasets(hub, by);
  const operator = await person(hub, 'operator', { staffRole: 'operator' });
  await queues(hub, by, operator);
  const applicant = await person(hub, 'applicant');
  await organisation(hub, 'applying', applicant.email, false);
  const guest = await person(hub, 'guest');
  const scopes = ['catalog:read', 'catalog:write'] as const;
  const token = await createToken(hub.node.hub, { email: guest.email, scopes, days: 1 });
  const reader = new ApiClient(hub.url, token);
  const gated = '/api/v1/datasets/fj-marine/patients';
  const { digest } = await reader.json(reader.get(`${gated}/access-terms`));
  const request = { purpose: 'Growth of banyans.', termsDigest: digest };
  await reader.json(reader.send(`${gated}/access-requests`, request), 201);
  const owner = await new Visitor(hub).signIn(by.email, password);
  await ok(
    owner.post('/api/v1/organisations/fj-marine/invitations', {
      email: guest.email,
      role: 'member',
    }),
  );
  const mail = await mailFor(hub, (m) => m.to === guest.email && m.text.includes('/invitations/'));
  return {
    owner,
    operator,
    guest,
    stranger: applicant,
    invitation: new URL(linkIn(mail)).pathname,
  };
}
