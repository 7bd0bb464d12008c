import { identify } from '#src/identity/index.ts';
import { AppError } from '#src/kernel/errors.ts';
import type { Watch } from '#src/ports/rights-watch.ts';
import type { Actor } from '#src/kernel/actor.ts';
import type { FilesDeps } from './deps.ts';
import { openVersion, type OpenVersion } from './open-version.ts';

export interface ByteRequest {
  readonly method: string;
  readonly url: string;
  readonly headers: Headers;
  /** Breaks the connection off at once; absent where the platform has no such thing. */
  readonly cut?: (() => void) | undefined;
}

type Deps = Pick<FilesDeps, 'store' | 'access' | 'rights' | 'config'>;

/** Whether the same request would be allowed now, by whoever its cookie or token stands for now. */
async function stillAllowed(
  deps: Deps,
  request: ByteRequest,
  { dataset, version }: OpenVersion,
): Promise<boolean> {
  const at = { org: dataset.org_slug, name: dataset.name, semver: version.semver };
  try {
    const actor = await identify(deps, request.headers);
    const now = await deps.store.read(actor, (db) => openVersion(db, deps, actor, at, 'continue'));
    return now.version.id === version.id;
  } catch (error) {
    if (error instanceof AppError && error.spec.status < 500) return false;
    throw error;
  }
}

/** A stream that ends with its connection when the signal fires, and releases the watch at its end. */
function endingWith(
  stream: ReadableStream<Uint8Array>,
  watch: Watch,
  cut: (() => void) | undefined,
): ReadableStream<Uint8Array> {
  const reader = stream.getReader();
  const { signal } = watch;
  return new ReadableStream<Uint8Array>(
    {
      start(controller) {
        const end = (): void => {
          void reader.cancel(signal.reason).catch(() => {});
          // Broken off without a word: an error of the stream would be written into the file.
          if (cut) cut();
          else controller.error(signal.reason);
        };
        if (signal.aborted) end();
        else signal.addEventListener('abort', end, { once: true });
      },
      async pull(controller) {
        const { done, value } = await reader.read();
        if (signal.aborted) return;
        if (!done) return controller.enqueue(value);
        watch.release();
        controller.close();
      },
      cancel(reason) {
        watch.release();
        return reader.cancel(reason);
      },
    },
    { highWaterMark: 0 },
  );
}

/**
 * The bytes of an opened version for as long as the right to them lasts. Those of public data are
 * given as they are; any others break off within a second of a revocation, suspension, withdrawal,
 * or of the end of the caller's session, token or account.
 */
export function whileAllowed(
  deps: Deps,
  actor: Actor,
  request: ByteRequest,
  opened: OpenVersion,
  stream: ReadableStream<Uint8Array>,
): ReadableStream<Uint8Array> {
  const { dataset, permit } = opened;
  if (permit.offload === 'public' && !permit.signal) return stream;
  const user = actor.kind === 'user' ? [`user:${actor.userId}`] : [];
  const watch = deps.rights.watch({
    keys: [`dataset:${dataset.id}`, ...user],
    allowed: () => stillAllowed(deps, request, opened),
  });
  const signal = permit.signal ? AbortSignal.any([permit.signal, watch.signal]) : watch.signal;
  return endingWith(stream, { signal, release: () => watch.release() }, request.cut);
}
