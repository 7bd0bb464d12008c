import { createHash, type Hash } from 'node:crypto';
import { closeSync, openSync, readSync } from 'node:fs';
import { parentPort } from 'node:worker_threads';
import { crc32 } from 'node:zlib';

/** What the pool asks of a hashing thread. `reply` numbers the answer; sessions are made on first use. */
export type HashRequest =
  | { op: 'follow'; session: number; path: string; algorithm: 'sha256' | 'sha1'; start: number }
  | { op: 'advance'; session: number; upTo: number }
  | {
      op: 'update';
      session: number;
      algorithm: 'sha256' | 'sha1';
      bytes: Uint8Array;
      reply: number;
    }
  | { op: 'finish'; session: number; upTo: number; reply: number }
  | { op: 'close'; session: number };

export type HashReply =
  | { reply: number; hex: string; crc32: number; sizeBytes: number }
  | { reply: number; error: string };

interface Session {
  fd: number | undefined;
  hash: Hash;
  crc: number;
  start: number;
  at: number;
  target: number;
  reply: number | undefined;
}

/** Read per turn, so that many sessions share one thread fairly. */
const TURN_BYTES = 4 << 20;
const buffer = Buffer.allocUnsafeSlow(1 << 20);
const sessions = new Map<number, Session>();
const busy = new Set<number>();
let scheduled = false;

function open(session: number, algorithm: string, start: number, path?: string): Session {
  const fd = path === undefined ? undefined : openSync(path, 'r');
  const entry = {
    fd,
    hash: createHash(algorithm),
    crc: 0,
    start,
    at: start,
    target: start,
    reply: undefined,
  };
  sessions.set(session, entry);
  return entry;
}

function close(session: number): void {
  const entry = sessions.get(session);
  if (entry?.fd !== undefined) closeSync(entry.fd);
  sessions.delete(session);
  busy.delete(session);
}

function take(entry: Session, bytes: Uint8Array): void {
  entry.hash.update(bytes);
  entry.crc = crc32(bytes, entry.crc);
  entry.at += bytes.byteLength;
}

function readTurn(entry: Session): void {
  const stop = Math.min(entry.target, entry.at + TURN_BYTES);
  while (entry.at < stop && entry.fd !== undefined) {
    const n = readSync(entry.fd, buffer, 0, Math.min(buffer.length, stop - entry.at), entry.at);
    if (n === 0) throw Object.assign(new Error('file shorter than announced'), { code: 'ESHORT' });
    take(entry, buffer.subarray(0, n));
  }
}

function settle(session: number, entry: Session): void {
  if (entry.at < entry.target) return;
  busy.delete(session);
  if (entry.reply === undefined) return;
  const { reply, crc, at, start } = entry;
  post({ reply, hex: entry.hash.digest('hex'), crc32: crc, sizeBytes: at - start });
  close(session);
}

function turn(): void {
  scheduled = false;
  for (const session of busy) {
    const entry = sessions.get(session);
    if (!entry) continue;
    try {
      readTurn(entry);
      settle(session, entry);
    } catch (error) {
      fail(session, entry.reply, error);
    }
  }
  if (busy.size > 0) schedule();
}

function schedule(): void {
  if (scheduled) return;
  scheduled = true;
  setImmediate(turn);
}

function post(message: HashReply): void {
  parentPort?.postMessage(message);
}

/** Forgets the session; a later request for it is answered with an error, and the caller starts anew. */
function fail(session: number, reply: number | undefined, error: unknown): void {
  close(session);
  const code = error instanceof Error && 'code' in error ? String(error.code) : 'EHASH';
  if (reply !== undefined) post({ reply, error: code });
}

function handle(request: HashRequest): void {
  if (request.op === 'close') return close(request.session);
  if (request.op === 'follow') {
    open(request.session, request.algorithm, request.start, request.path);
    return;
  }
  if (request.op === 'update') {
    const entry = sessions.get(request.session) ?? open(request.session, request.algorithm, 0);
    take(entry, request.bytes);
    entry.target = entry.at;
    return post({ reply: request.reply, hex: '', crc32: 0, sizeBytes: entry.at });
  }
  const entry = sessions.get(request.session);
  if (!entry) throw Object.assign(new Error('no such session'), { code: 'ENOSESSION' });
  entry.target = Math.max(entry.target, request.upTo);
  if (request.op === 'finish') entry.reply = request.reply;
  busy.add(request.session);
  schedule();
}

parentPort?.on('message', (request: HashRequest) => {
  try {
    handle(request);
  } catch (error) {
    fail(request.session, 'reply' in request ? request.reply : undefined, error);
  }
});
