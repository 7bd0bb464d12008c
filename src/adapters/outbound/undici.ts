import { lookup } from 'node:dns/promises';
import type { LookupFunction } from 'node:net';
import { Agent, request, type Dispatcher } from 'undici';
import { AppError, type ErrorCode } from '#src/kernel/errors.ts';
import {
  outboundErrors,
  type Outbound,
  type OutboundOptions,
  type OutboundResponse,
} from '#src/ports/outbound.ts';
import { isPublicAddress } from './public-address.ts';

export interface Address {
  readonly address: string;
  readonly family: number;
}

export interface OutboundSettings {
  /** `host:port` entries that may be called although they are not public; IPv6 in brackets. */
  readonly allow: readonly string[];
  /** All addresses of a name; the system's resolver unless told. */
  readonly resolve?: (hostname: string) => Promise<readonly Address[]>;
}

const TIMEOUT_MS = 10_000;
const MAX_BYTES = 10 << 20;
/** Set by the connection itself; a caller must not. */
const OWN_HEADERS = new Set([
  'host',
  'connection',
  'content-length',
  'transfer-encoding',
  'keep-alive',
  'upgrade',
  'expect',
]);

/** Calls out through undici, connected to the very address that was checked. */
export function createOutbound(settings: OutboundSettings): Outbound {
  const allow = new Set(settings.allow.map((entry) => entry.trim().toLowerCase()));
  const resolve = settings.resolve ?? ((hostname: string) => lookup(hostname, { all: true }));
  return {
    fetch: async (url, options = {}) => {
      const target = parseTarget(url);
      const signal = AbortSignal.timeout(options.timeoutMs ?? TIMEOUT_MS);
      const address = await pinned(target, allow, resolve, signal);
      return exchange(target, address, options, signal);
    },
  };
}

interface Target {
  readonly url: URL;
  /** Without brackets and final dot. */
  readonly hostname: string;
  readonly hostAndPort: string;
}

/** The URL parser has already turned decimal, octal and hexadecimal hosts into plain IPv4. */
function parseTarget(text: string): Target {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  const web = url?.protocol === 'http:' || url?.protocol === 'https:';
  if (!url || !web || url.username !== '' || url.password !== '')
    throw new AppError(outboundErrors.badUrl);
  const host = url.hostname.replace(/\.$/, '');
  const port = url.port === '' ? (url.protocol === 'https:' ? '443' : '80') : url.port;
  return { url, hostname: host.replaceAll(/[[\]]/g, ''), hostAndPort: `${host}:${port}` };
}

/** Resolves once; every address of the name must be public, so that no answer can be mixed in. */
async function pinned(
  target: Target,
  allow: ReadonlySet<string>,
  resolve: (hostname: string) => Promise<readonly Address[]>,
  signal: AbortSignal,
): Promise<Address> {
  const addresses = await unlessTimeout(resolve(target.hostname), signal);
  const [first] = addresses;
  if (!first) throw new AppError(outboundErrors.unreachable);
  if (!allow.has(target.hostAndPort) && !addresses.every(({ address }) => isPublicAddress(address)))
    throw new AppError(outboundErrors.blocked);
  return first;
}

async function exchange(
  target: Target,
  address: Address,
  options: OutboundOptions,
  signal: AbortSignal,
): Promise<OutboundResponse> {
  const agent = new Agent({
    connect: { lookup: pinnedLookup(address) },
    pipelining: 0,
    maxRedirections: 0,
  } as Agent.Options);
  try {
    const response = await request(target.url, {
      dispatcher: agent,
      method: options.method ?? 'GET',
      headers: headersOf(options.headers ?? {}),
      body: options.body ?? null,
      signal,
    });
    const { body, truncated } = await readUpTo(response.body, options.maxBytes ?? MAX_BYTES);
    return {
      status: response.statusCode,
      headers: plainHeaders(response.headers),
      body,
      truncated,
    };
  } catch (error) {
    throw failure(signal.aborted ? outboundErrors.timeout : outboundErrors.unreachable, error);
  } finally {
    await agent.destroy();
  }
}

/** Node asks in two forms, for one address or for all. */
function pinnedLookup({ address, family }: Address): LookupFunction {
  return (_hostname, options, callback) => {
    if (options.all === true) callback(null, [{ address, family }]);
    else callback(null, address, family);
  };
}

async function readUpTo(
  stream: AsyncIterable<Uint8Array>,
  maxBytes: number,
): Promise<{ body: Uint8Array; truncated: boolean }> {
  const parts: Uint8Array[] = [];
  let room = maxBytes;
  for await (const chunk of stream) {
    parts.push(chunk.subarray(0, room));
    if (chunk.length > room) return { body: Buffer.concat(parts), truncated: true };
    room -= chunk.length;
  }
  return { body: Buffer.concat(parts), truncated: false };
}

function headersOf(given: Readonly<Record<string, string>>): Record<string, string> {
  const kept = Object.entries(given).filter(([name]) => !OWN_HEADERS.has(name.toLowerCase()));
  return {
    'accept-encoding': 'identity',
    'user-agent': 'banyan',
    ...Object.fromEntries(kept.map(([name, value]) => [name.toLowerCase(), value])),
  };
}

function plainHeaders(headers: Dispatcher.ResponseData['headers']): Record<string, string> {
  const out: Record<string, string> = {};
  for (const [name, value] of Object.entries(headers))
    if (value !== undefined) out[name] = Array.isArray(value) ? value.join(', ') : value;
  return out;
}

async function unlessTimeout<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  const late = new Promise<never>((_, reject) => {
    signal.addEventListener('abort', () => reject(new AppError(outboundErrors.timeout)), {
      once: true,
    });
  });
  try {
    return await Promise.race([work, late]);
  } catch (error) {
    throw failure(outboundErrors.unreachable, error);
  }
}

function failure(code: ErrorCode, cause: unknown): AppError {
  return cause instanceof AppError ? cause : new AppError(code, { cause });
}
