import { createToken, createUser, type TokenScope } from '#src/identity/index.ts';
import type { Visibility } from '#src/catalog/card-schema.ts';
import type { TestHub } from './hub.ts';
import { organisation } from './people.ts';

let serial = 0;

/** A program that calls the API with a token, or with none. */
export class ApiClient {
  readonly url: string;
  readonly token: string | undefined;

  constructor(url: string, token?: string) {
    this.url = url;
    this.token = token;
  }

  headers(): Record<string, string> {
    return this.token === undefined ? {} : { authorization: `Bearer ${this.token}` };
  }

  get(path: string, init: RequestInit = {}): Promise<Response> {
    const headers = { ...this.headers(), ...(init.headers as Record<string, string>) };
    return fetch(this.url + path, { redirect: 'manual', ...init, headers });
  }

  /** A mutation under a fresh Idempotency-Key. */
  send(
    path: string,
    body: unknown,
    method: 'POST' | 'PUT' | 'PATCH' | 'DELETE' = 'POST',
  ): Promise<Response> {
    serial += 1;
    return fetch(this.url + path, {
      method,
      headers: {
        ...this.headers(),
        'content-type': 'application/json',
        'idempotency-key': `test-key-${process.pid}-${serial}`,
      },
      body: JSON.stringify(body),
    });
  }

  /** The JSON of an answer that must have `status`. */
  async json<T = any>(answer: Promise<Response>, status = 200): Promise<T> {
    const response = await answer;
    const text = await response.text();
    if (response.status !== status)
      throw new Error(`${response.status} instead of ${status}: ${text}`);
    return (text === '' ? undefined : JSON.parse(text)) as T;
  }
}

export interface Provider {
  readonly client: ApiClient;
  readonly email: string;
  readonly orgId: string;
  readonly slug: string;
}

/** An approved organisation whose first publication needs no operator, and its owner with a token. */
export async function provider(
  hub: TestHub,
  slug: string,
  options: { approved?: boolean; scopes?: readonly TokenScope[] } = {},
): Promise<Provider> {
  const email = `owner@${slug}.cn`;
  await createUser(hub.node.hub, {
    email,
    name: slug,
    password: 'a long enough password',
    verified: true,
  });
  const { orgId } = await organisation(hub, slug, email, options.approved ?? true);
  await hub.node.withOwner((pool) =>
    pool.query('update identity.organisation set first_version_reviewed = false where id = $1', [
      orgId,
    ]),
  );
  const scopes = options.scopes ?? ['catalog:read', 'catalog:write'];
  const token = await createToken(hub.node.hub, { email, scopes, days: 1 });
  return { client: new ApiClient(hub.url, token), email, orgId, slug };
}

/** A draft with all that publication asks for; its address. */
export async function draftDataset(
  of: Provider,
  name: string,
  visibility: Visibility = 'public',
): Promise<string> {
  const card = {
    title: { zh: '测试数据', en: 'Test data' },
    description: { zh: '用于测试的数据。', en: 'Data for tests.' },
    domain: 'other',
    licence: { spdx: 'CC0-1.0' },
  };
  await of.client.json(
    of.client.send('/api/v1/datasets', { org: of.slug, name, card, visibility }),
    201,
  );
  return `${of.slug}/${name}`;
}

const base64 = (text: string): string => Buffer.from(text).toString('base64');

/** Upload-Metadata of tus. */
const metadata = (pairs: Record<string, string>): string =>
  Object.entries(pairs)
    .map(([key, value]) => `${key} ${base64(value)}`)
    .join(',');

/** Creates an upload, with its first bytes if given. */
export function createUpload(
  client: ApiClient,
  pairs: Record<string, string>,
  sizeBytes: number,
  body?: Uint8Array<ArrayBuffer>,
): Promise<Response> {
  return fetch(`${client.url}/api/v1/uploads`, {
    method: 'POST',
    headers: {
      ...client.headers(),
      'tus-resumable': '1.0.0',
      'upload-length': String(sizeBytes),
      'upload-metadata': metadata(pairs),
      ...(body ? { 'content-type': 'application/offset+octet-stream' } : {}),
    },
    ...(body ? { body } : {}),
  });
}

/** Sends a whole file in one request; throws unless it became a file of the draft. */
export async function uploadFile(
  client: ApiClient,
  dataset: string,
  path: string,
  content: string | Uint8Array<ArrayBuffer>,
): Promise<void> {
  const bytes = typeof content === 'string' ? new Uint8Array(Buffer.from(content)) : content;
  const response = await createUpload(client, { dataset, path }, bytes.length, bytes);
  const offset = response.headers.get('upload-offset');
  if (response.status !== 201 || offset !== String(bytes.length))
    throw new Error(`${response.status} at ${offset}: ${await response.text()}`);
}

/** Publishes the draft; sensitive columns are acknowledged, so that no profile is waited for. */
export async function publish(client: ApiClient, dataset: string, version: string): Promise<void> {
  const { dataset: seen } = await client.json(client.get(`/api/v1/datasets/${dataset}`));
  await client.json(
    client.send(`/api/v1/datasets/${dataset}/versions`, {
      revision: seen.revision,
      version,
      acknowledgeSensitive: true,
    }),
    201,
  );
}
