import { AppError, errors, registerErrors } from '#src/kernel/errors.ts';
import { languageOf, problemOf } from '#src/kernel/problem.ts';
import {
  blobErrors,
  type AppendOptions,
  type BlobUploads,
  type UploadState,
} from '#src/ports/blobs.ts';
import type { Tus, TusHooks, TusMethod } from '#src/ports/tus.ts';
import { parseChecksum, parseMetadata, wholeHeader } from './tus-headers.ts';

const VERSION = '1.0.0';
const EXTENSIONS = 'creation,creation-with-upload,expiration,checksum,termination';
const BODY_TYPE = 'application/offset+octet-stream';

/** `tus.*` codes. */
export const tusErrors = registerErrors('tus', {
  version: {
    status: 412,
    en: 'Send Tus-Resumable: 1.0.0.',
    zh: '请附上请求头 Tus-Resumable: 1.0.0。',
  },
  contentType: {
    status: 415,
    en: 'Send the bytes as application/offset+octet-stream.',
    zh: '请以 application/offset+octet-stream 发送内容。',
  },
  deferredLength: {
    status: 400,
    en: 'State the size in Upload-Length when the upload is created.',
    zh: '创建上传任务时请用 Upload-Length 声明大小。',
  },
  maxSize: {
    status: 413,
    en: 'The file is larger than allowed; see Tus-Max-Size.',
    zh: '文件超过允许的大小，见 Tus-Max-Size。',
  },
});

export interface TusOptions {
  /** How long an unfinished upload lives. */
  readonly expireMs: number;
  readonly now: () => number;
}

/** The tus 1.0.0 server over any store of uploads; uses web standards only. */
export function createTus(uploads: BlobUploads, options: TusOptions): Tus {
  const server = new TusServer(uploads, options);
  return { handle: (request, hooks) => server.handle(request, hooks) };
}

class TusServer {
  readonly #uploads: BlobUploads;
  readonly #options: TusOptions;

  constructor(uploads: BlobUploads, options: TusOptions) {
    this.#uploads = uploads;
    this.#options = options;
  }

  async handle(request: Request, hooks: TusHooks): Promise<Response> {
    const method = (request.headers.get('X-HTTP-Method-Override') ?? request.method).toUpperCase();
    try {
      return await this.#route(method, request, hooks);
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
      return refusal(error, method, request, hooks);
    }
  }

  async #route(method: string, request: Request, hooks: TusHooks): Promise<Response> {
    if (method === 'OPTIONS') return reply(204, discovery(hooks));
    if (request.headers.get('Tus-Resumable') !== VERSION) throw new AppError(tusErrors.version);
    const id = idOf(request, hooks);
    if (id === '') {
      if (method === 'POST') return this.#create(request, hooks);
      throw new AppError(errors.methodNotAllowed);
    }
    if (method !== 'HEAD' && method !== 'PATCH' && method !== 'DELETE')
      throw new AppError(errors.methodNotAllowed);
    return this.#existing(method, id, request, hooks);
  }

  async #create(request: Request, hooks: TusHooks): Promise<Response> {
    const { headers } = request;
    if (headers.has('Upload-Defer-Length')) throw new AppError(tusErrors.deferredLength);
    const sizeBytes = wholeHeader(headers, 'Upload-Length');
    if (sizeBytes > hooks.maxBytes) throw new AppError(tusErrors.maxSize);
    const note = headers.get('Upload-Metadata') ?? '';
    const metadata = parseMetadata(note);
    const withBody = checkCreationBody(headers, sizeBytes);
    const checksum = parseChecksum(headers.get('Upload-Checksum'));
    const { id } = await hooks.onCreate(metadata, sizeBytes);
    await this.#uploads.beginUpload(id, { sizeBytes, note });
    const location = { Location: `${hooks.basePath}/${id}` };
    let offset = 0;
    if (withBody) {
      const work = this.#append(id, 0, request, hooks, checksum);
      offset = await work.catch((error: unknown) => kept(error, location));
    }
    if (offset === sizeBytes) await this.#finish(id, hooks);
    const state = await this.#uploads.uploadState(id);
    return reply(201, {
      ...location,
      'Upload-Offset': String(offset),
      ...(state ? this.#expires(state) : {}),
    });
  }

  async #existing(
    method: TusMethod,
    id: string,
    request: Request,
    hooks: TusHooks,
  ): Promise<Response> {
    if (method === 'PATCH' && !isBodyType(request.headers))
      throw new AppError(tusErrors.contentType);
    await hooks.authorize(id, method);
    const state = await this.#uploads.uploadState(id);
    if (!state) throw new AppError(blobErrors.uploadMissing);
    if (method === 'DELETE') return this.#terminate(id, hooks);
    if (!state.finished && this.#deadline(state) <= this.#options.now())
      throw new AppError(blobErrors.uploadExpired);
    return method === 'HEAD' ? this.#head(state, hooks) : this.#patch(state, request, hooks);
  }

  async #head(state: UploadState, hooks: TusHooks): Promise<Response> {
    if (state.offset === state.sizeBytes) await this.#finish(state.id, hooks);
    return reply(200, {
      'Cache-Control': 'no-store',
      'Upload-Offset': String(state.offset),
      'Upload-Length': String(state.sizeBytes),
      ...(state.note === '' ? {} : { 'Upload-Metadata': state.note }),
      ...this.#expires(state),
    });
  }

  async #patch(state: UploadState, request: Request, hooks: TusHooks): Promise<Response> {
    const offset = wholeHeader(request.headers, 'Upload-Offset');
    const checksum = parseChecksum(request.headers.get('Upload-Checksum'));
    if (offset !== state.offset) throw new AppError(blobErrors.offsetMismatch);
    const announced = request.headers.get('Content-Length');
    if (
      announced !== null &&
      offset + wholeHeader(request.headers, 'Content-Length') > state.sizeBytes
    )
      throw new AppError(blobErrors.tooLong);
    const full = state.offset === state.sizeBytes;
    const end = full ? offset : await this.#append(state.id, offset, request, hooks, checksum);
    if (end === state.sizeBytes) await this.#finish(state.id, hooks);
    return reply(204, {
      'Upload-Offset': String(end),
      ...this.#expires({ ...state, offset: end }),
    });
  }

  async #terminate(id: string, hooks: TusHooks): Promise<Response> {
    await this.#uploads.abort(id);
    await hooks.onTerminate?.(id);
    return reply(204, {});
  }

  #append(
    id: string,
    offset: number,
    request: Request,
    hooks: TusHooks,
    checksum: AppendOptions['checksum'],
  ): Promise<number> {
    const body = hooks.body ?? request.body ?? new Blob([]).stream();
    return this.#uploads.append(id, offset, body, checksum ? { checksum } : {});
  }

  async #finish(id: string, hooks: TusHooks): Promise<void> {
    await hooks.onFinish(id, await this.#uploads.finish(id));
  }

  #deadline(state: UploadState): number {
    return state.createdAt.getTime() + this.#options.expireMs;
  }

  /** RFC 9110 date, only while unfinished (tus §expiration). */
  #expires(state: UploadState): Record<string, string> {
    if (state.finished || state.offset === state.sizeBytes) return {};
    return { 'Upload-Expires': new Date(this.#deadline(state)).toUTCString() };
  }
}

/** The id in the path, '' for the collection; 404 for anything else. */
function idOf(request: Request, hooks: TusHooks): string {
  const { pathname } = new URL(request.url);
  if (pathname === hooks.basePath || pathname === `${hooks.basePath}/`) return '';
  const id = pathname.startsWith(`${hooks.basePath}/`)
    ? pathname.slice(hooks.basePath.length + 1)
    : '';
  if (!/^[A-Za-z0-9_-]{1,64}$/.test(id)) throw new AppError(blobErrors.uploadMissing);
  return id;
}

function isBodyType(headers: Headers): boolean {
  return headers.get('Content-Type') === BODY_TYPE;
}

/** Whether a creation carries bytes; a body of another type or beyond the size is refused before anything exists. */
function checkCreationBody(headers: Headers, sizeBytes: number): boolean {
  const length = headers.has('Content-Length') ? wholeHeader(headers, 'Content-Length') : undefined;
  if (!isBodyType(headers)) {
    if (length !== undefined && length > 0) throw new AppError(tusErrors.contentType);
    return false;
  }
  if (length !== undefined && length > sizeBytes) throw new AppError(blobErrors.tooLong);
  return length !== 0;
}

/** An upload that exists although its first bytes were refused: the answer says where it is. */
function kept(error: unknown, location: { Location: string }): never {
  if (error instanceof AppError)
    throw new AppError(error.spec, { errors: error.errors, extra: location, cause: error });
  throw error;
}

function discovery(hooks: TusHooks): Record<string, string> {
  return {
    'Tus-Version': VERSION,
    'Tus-Extension': EXTENSIONS,
    'Tus-Max-Size': String(hooks.maxBytes),
    'Tus-Checksum-Algorithm': 'sha256,sha1',
  };
}

function reply(status: number, headers: Record<string, string>): Response {
  return new Response(null, { status, headers: { 'Tus-Resumable': VERSION, ...headers } });
}

/** 460 is the protocol's own status for a checksum mismatch. */
function refusal(error: AppError, method: string, request: Request, hooks: TusHooks): Response {
  const language = languageOf(request.headers.get('Accept-Language') ?? undefined);
  const status = error.spec.code === blobErrors.checksumMismatch.code ? 460 : error.spec.status;
  const { Location, ...problem } = problemOf(error, hooks.requestId, language);
  const headers: Record<string, string> = { 'Tus-Resumable': VERSION, 'Cache-Control': 'no-store' };
  if (error.spec.code === tusErrors.version.code) headers['Tus-Version'] = VERSION;
  if (error.spec.code === errors.methodNotAllowed.code)
    headers['Allow'] = 'OPTIONS, POST, HEAD, PATCH, DELETE';
  if (typeof Location === 'string') headers['Location'] = Location;
  if (method === 'HEAD') return new Response(null, { status, headers });
  headers['Content-Type'] = 'application/problem+json';
  return new Response(JSON.stringify({ ...problem, status }), { status, headers });
}
