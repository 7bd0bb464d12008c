import { data } from 'react-router';
import type { Problem } from '#src/kernel/problem.ts';
import { language, type Language } from './i18n/language.ts';

export type Theme = 'system' | 'light' | 'dark';

/** What the server hands to every loader; in the browser there is none. */
export interface ServerContext {
  readonly api: (path: string) => Promise<Response>;
  readonly language: Language;
  readonly theme: Theme;
  /** Scheme, host and port the visitor used, for absolute links. */
  readonly origin: string;
  /** False where the visitor sent no cookie at all, so nobody can be signed in. */
  readonly mayHaveSession: boolean;
}

export const serverContext = (context: unknown): ServerContext | undefined =>
  typeof context === 'object' && context !== null && 'api' in context
    ? (context as ServerContext)
    : undefined;

const root = '/api/v1';

function request(path: string, init: RequestInit = {}): Promise<Response> {
  return fetch(`${root}${path}`, {
    ...init,
    credentials: 'same-origin',
    headers: { accept: 'application/json', 'accept-language': language(), ...init.headers },
  });
}

/** Reads JSON below /api/v1 for a loader; anything but 2xx becomes the page's own status. */
export async function load<T>(context: unknown, path: string): Promise<T> {
  const server = serverContext(context);
  const response = await (server ? server.api(`${root}${path}`) : request(path));
  if (response.ok) return (await response.json()) as T;
  const problem = await problemIn(response);
  const status = namesNothing(path, response.status, problem) ? 404 : response.status;
  throw data({ ...problem, status }, { status });
}

/** Whether a refused read is about the path alone: no page has such an address. */
function namesNothing(path: string, status: number, { errors = [] }: Partial<Problem>): boolean {
  const query = new URLSearchParams(path.split('?')[1]);
  return status === 400 && errors.length > 0 && !errors.some(({ field }) => query.has(field));
}

/** As `load`, but undefined where the answer is one of `absent` (401, 403 and 404 unless told). */
export async function loadOptional<T>(
  context: unknown,
  path: string,
  absent: readonly number[] = [401, 403, 404],
): Promise<T | undefined> {
  const server = serverContext(context);
  const response = await (server ? server.api(`${root}${path}`) : request(path));
  if (response.ok) return (await response.json()) as T;
  if (absent.includes(response.status)) return undefined;
  throw data(await problemIn(response), { status: response.status });
}

/** A refusal of the API; `message` is the sentence for people. */
export class ApiProblem extends Error {
  readonly status: number;
  readonly problem: Partial<Problem>;
  constructor(status: number, problem: Partial<Problem>) {
    super(problem.detail ?? `HTTP ${status}`);
    this.name = 'ApiProblem';
    this.status = status;
    this.problem = problem;
  }
  /** The message for one field (JSON pointer or bare name), if the refusal names it. */
  fieldError(name: string): string | undefined {
    return this.problem.errors?.find((e) => e.field === name || e.field === `/${name}`)?.message;
  }
}

async function problemIn(response: Response): Promise<Partial<Problem>> {
  try {
    return (await response.json()) as Partial<Problem>;
  } catch {
    return { status: response.status };
  }
}

export type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

/** Calls the API from the browser; a mutation carries an Idempotency-Key of its own. */
export async function call<T>(method: Method, path: string, body?: unknown): Promise<T> {
  const headers: Record<string, string> = {};
  if (method !== 'GET') headers['idempotency-key'] = randomKey();
  if (body !== undefined) headers['content-type'] = 'application/json';
  const response = await request(path, {
    method,
    headers,
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  if (!response.ok) throw new ApiProblem(response.status, await problemIn(response));
  return (response.status === 204 ? undefined : await response.json()) as T;
}

/** Sends the bytes of a file; the answer is JSON. */
export async function send<T>(path: string, file: Blob): Promise<T> {
  const headers = {
    'content-type': 'application/octet-stream',
    'idempotency-key': randomKey(),
  };
  const response = await request(path, { method: 'POST', headers, body: file });
  if (!response.ok) throw new ApiProblem(response.status, await problemIn(response));
  return (await response.json()) as T;
}

/** 128 random bits in hex; `randomUUID` is missing on plain http outside loopback. */
function randomKey(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return [...bytes].map((b) => b.toString(16).padStart(2, '0')).join('');
}
