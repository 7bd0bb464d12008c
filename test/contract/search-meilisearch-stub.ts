import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

interface StubRequest {
  readonly method: string;
  readonly path: string;
  readonly authorization: string | undefined;
  readonly body: unknown;
}

export interface MeilisearchStub {
  readonly url: string;
  readonly requests: StubRequest[];
  /** Answers to give instead of the usual one, by `METHOD /path`; each once, in order. */
  readonly answers: Map<string, { status: number; body: unknown }[]>;
  /** Statuses a task goes through before it ends; the error it ends with, if any. */
  task: { polls: number; error?: { code: string; message: string } };
  stop(): Promise<void>;
}

const notFound = (uid: string) => ({
  status: 404,
  body: {
    message: `Index \`${uid}\` not found.`,
    code: 'index_not_found',
    type: 'invalid_request',
    link: '',
  },
});

/**
 * A stub, not Meilisearch: it knows indexes by name and answers in the shapes of the documented API
 * (tasks, indexes, settings, documents, multi-search), but it searches nothing.
 */
export async function startMeilisearchStub(): Promise<MeilisearchStub> {
  const indexes = new Set<string>();
  const polls = new Map<number, number>();
  let lastTask = 0;
  const enqueue = () => {
    lastTask += 1;
    polls.set(lastTask, 0);
    return {
      status: 202,
      body: {
        taskUid: lastTask,
        indexUid: null,
        status: 'enqueued',
        type: 'stub',
        enqueuedAt: '2026-01-01T00:00:00Z',
      },
    };
  };
  const server = createServer(async (request, response) => {
    let text = '';
    for await (const chunk of request) text += String(chunk);
    const { method = '', url = '' } = request;
    const [path = ''] = url.split('?');
    const body: unknown = text === '' ? undefined : JSON.parse(text);
    stub.requests.push({ method, path, authorization: request.headers.authorization, body });
    const answer = stub.answers.get(`${method} ${path}`)?.shift() ?? usual(method, path, body);
    response.writeHead(answer.status, { 'content-type': 'application/json' });
    response.end(JSON.stringify(answer.body));
  });
  const taskAnswer = (uid: number) => {
    const seen = (polls.get(uid) ?? 0) + 1;
    polls.set(uid, seen);
    const ended = seen > stub.task.polls;
    const status = ended ? (stub.task.error ? 'failed' : 'succeeded') : 'processing';
    return {
      status: 200,
      body: { uid, status, type: 'stub', error: ended ? (stub.task.error ?? null) : null },
    };
  };
  const usual = (
    method: string,
    path: string,
    body: unknown,
  ): { status: number; body: unknown } => {
    const [, first = '', second = '', third] = path.split('/');
    if (first === 'health') return { status: 200, body: { status: 'available' } };
    if (first === 'tasks') return taskAnswer(Number(second));
    if (first === 'multi-search') {
      const { queries } = body as { queries: unknown[] };
      return {
        status: 200,
        body: { results: queries.map(() => ({ hits: [], totalHits: 0, facetDistribution: {} })) },
      };
    }
    if (first === 'indexes' && second === '') {
      if (method === 'GET')
        return {
          status: 200,
          body: {
            results: [...indexes].map((uid) => ({ uid, primaryKey: 'id' })),
            offset: 0,
            limit: 1000,
            total: indexes.size,
          },
        };
      indexes.add((body as { uid: string }).uid);
      return enqueue();
    }
    if (first === 'indexes' && third === undefined) {
      if (!indexes.has(second)) return notFound(second);
      if (method === 'DELETE') indexes.delete(second);
      return method === 'GET'
        ? { status: 200, body: { uid: second, primaryKey: 'id' } }
        : enqueue();
    }
    if (method === 'GET' && third === 'documents')
      return { status: 200, body: { results: [], offset: 0, limit: 20, total: 0 } };
    if (third === 'facet-search')
      return { status: 200, body: { facetHits: [], facetQuery: null, processingTimeMs: 1 } };
    return enqueue();
  };
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const stub: MeilisearchStub = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    requests: [],
    answers: new Map(),
    task: { polls: 1 },
    stop: () => new Promise((resolve) => server.close(() => resolve())),
  };
  return stub;
}
