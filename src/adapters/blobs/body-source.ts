import type { ByteSource } from '#src/ports/blobs.ts';

/** One way to pull from whatever a body is, and to let go of it from outside while a pull waits. */
export interface BodySource {
  /** The next bytes, undefined at the end; throws if the body breaks off or was stopped. */
  next(): Promise<Uint8Array | undefined>;
  /** Ends the body: a waiting `next` throws as soon as the source allows it. */
  stop(): void;
}

/** Wraps web streams, Node streams and plain async iterables. */
export function bodySource(body: ByteSource): BodySource {
  const { pull, end } = body instanceof ReadableStream ? ofStream(body) : ofIterable(body);
  let stopped = false;
  return {
    next: async () => {
      const chunk = stopped ? undefined : await pull();
      if (stopped) throw new Error('body stopped');
      return chunk;
    },
    stop: () => {
      stopped = true;
      end();
    },
  };
}

interface Ends {
  pull: () => Promise<Uint8Array | undefined>;
  end: () => void;
}

function ofStream(body: ReadableStream<Uint8Array>): Ends {
  const reader = body.getReader();
  return {
    pull: async () => (await reader.read()).value,
    end: () => void reader.cancel().catch(() => undefined),
  };
}

function ofIterable(body: AsyncIterable<Uint8Array>): Ends {
  const iterator = body[Symbol.asyncIterator]();
  return {
    pull: async () => {
      const step = await iterator.next();
      return step.done === true ? undefined : step.value;
    },
    end: () => {
      if ('destroy' in body && typeof body.destroy === 'function') body.destroy();
      else void iterator.return?.().catch(() => undefined);
    },
  };
}
