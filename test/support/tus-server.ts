import type { AddressInfo } from 'node:net';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { serve, type ServerType } from '@hono/node-server';
import { afterAll, beforeAll, beforeEach, expect } from 'vitest';
import { createFolderBlobs } from '#src/adapters/blobs/folder.ts';
import { createTus } from '#src/adapters/blobs/tus.ts';
import type { AppError } from '#src/kernel/errors.ts';
import { newId } from '#src/kernel/ids.ts';
import type { Blobs } from '#src/ports/blobs.ts';

export const DAY = 86_400_000;
export const V = { 'Tus-Resumable': '1.0.0' };
export const BODY = { ...V, 'Content-Type': 'application/offset+octet-stream' };

/** Our tus server over a folder store and real HTTP, for the tests of one describe block. */
export class TusUnderTest {
  blobs!: Blobs;
  base = '';
  /** Added to the server's clock. */
  clock = 0;
  /** What the hooks were told. */
  events: unknown[] = [];
  /** What the hooks answer with, if set. */
  refuse: AppError | undefined;
  #root = '';
  #server!: ServerType;

  constructor() {
    beforeAll(() => this.#start());
    beforeEach(() => {
      this.clock = 0;
      this.events = [];
      this.refuse = undefined;
    });
    afterAll(async () => {
      await new Promise((resolve) => this.#server.close(resolve));
      await this.blobs.close();
      await rm(this.#root, { recursive: true });
    });
  }

  async #start(): Promise<void> {
    this.#root = await mkdtemp(join(tmpdir(), 'banyan-tus-'));
    this.blobs = await createFolderBlobs({ root: this.#root, stallMs: 300 });
    const tus = createTus(this.blobs, { expireMs: 7 * DAY, now: () => Date.now() + this.clock });
    const answer = (request: Request) =>
      tus.handle(request, {
        basePath: '/files',
        requestId: 'r1',
        maxBytes: 50_000_000,
        onCreate: async (metadata, sizeBytes) => {
          if (this.refuse) throw this.refuse;
          this.events.push(['create', Object.fromEntries(metadata), sizeBytes]);
          return { id: newId() };
        },
        authorize: async (_id, method) => {
          if (this.refuse) throw this.refuse;
          if (method === 'DELETE') this.events.push(['authorize', method]);
        },
        onFinish: async (_id, result) => void this.events.push(['finish', result]),
        onTerminate: async () => void this.events.push(['terminate']),
      });
    this.#server = await new Promise<ServerType>((resolve) => {
      const started = serve({ fetch: answer, port: 0, hostname: '127.0.0.1' }, () =>
        resolve(started),
      );
    });
    this.base = `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}/files`;
  }

  send(
    url: string,
    method: string,
    headers: Record<string, string>,
    body?: Uint8Array<ArrayBuffer>,
  ): Promise<Response> {
    return fetch(url, {
      method,
      headers: { 'Accept-Language': 'en', ...headers },
      ...(body ? { body } : {}),
    });
  }

  /** Creates an upload and returns its URL. */
  async create(length: number): Promise<string> {
    const response = await this.send(this.base, 'POST', { ...V, 'Upload-Length': String(length) });
    expect(response.status).toBe(201);
    return new URL(response.headers.get('Location') ?? '', this.base).href;
  }

  async offsetOf(url: string): Promise<string | null> {
    return (await this.send(url, 'HEAD', V)).headers.get('Upload-Offset');
  }
}

/** Status and code of an answer that must be a problem document. */
export async function refused(response: Response): Promise<[number, string]> {
  const problem = (await response.json()) as { code: string; status: number };
  expect(problem.status).toBe(response.status);
  expect(response.headers.get('Content-Type')).toBe('application/problem+json');
  return [response.status, problem.code];
}
