import { createReadStream, existsSync } from 'node:fs';
import { readdir, readFile, stat } from 'node:fs/promises';
import { extname, join, relative, sep } from 'node:path';
import { Readable } from 'node:stream';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';
import type { PageRequest, Pages } from '#src/ports/pages.ts';

const mediaTypes: Readonly<Record<string, string>> = {
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.txt': 'text/plain; charset=utf-8',
  '.webmanifest': 'application/manifest+json',
};

interface Asset {
  readonly file: string;
  readonly type: string;
  readonly sizeBytes: number;
  readonly hashed: boolean;
  readonly compressible: boolean;
  /** Made when first asked for, then kept: the build is small and does not change. */
  readonly compressed: Map<Coding, Promise<Uint8Array<ArrayBuffer>>>;
}

type Coding = 'br' | 'gzip';

interface Renderer {
  render(request: PageRequest): Promise<Response>;
}

/**
 * Pages over what the web build left in `dist` (`web/` and `ssr/entry-server.js`). The files are
 * listed once, so an address outside that list never reaches the disk. Throws, naming the command
 * that helps, where the build is missing.
 */
export async function builtPages(dist: string): Promise<Pages> {
  const entry = join(dist, 'ssr', 'entry-server.js');
  if (!existsSync(entry)) throw new Error(`no web build at ${entry}: run npm run build`);
  const { render } = (await import(pathToFileURL(entry).href)) as Renderer;
  const assets = await listAssets(join(dist, 'web'));
  return {
    render,
    async asset(path, acceptEncoding = '') {
      const asset = assets.get(path);
      if (!asset) return undefined;
      const coding = asset.compressible ? codingFor(acceptEncoding) : undefined;
      return coding ? compressedResponse(asset, coding) : plainResponse(asset);
    },
  };
}

async function listAssets(root: string): Promise<Map<string, Asset>> {
  const assets = new Map<string, Asset>();
  for (const entry of await readdir(root, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const file = join(entry.parentPath, entry.name);
    const path = `/${relative(root, file).split(sep).join('/')}`;
    if (path.startsWith('/.')) continue;
    assets.set(path, {
      file,
      type: mediaTypes[extname(file)] ?? 'application/octet-stream',
      sizeBytes: (await stat(file)).size,
      hashed: path.startsWith('/assets/'),
      compressible: /\.(js|css|svg|txt|webmanifest)$/u.test(path),
      compressed: new Map(),
    });
  }
  return assets;
}

const headersOf = (asset: Asset): Record<string, string> => ({
  'content-type': asset.type,
  'cache-control': asset.hashed ? 'public, max-age=31536000, immutable' : 'public, max-age=3600',
  ...(asset.compressible ? { vary: 'Accept-Encoding' } : {}),
});

function plainResponse(asset: Asset): Response {
  const body = Readable.toWeb(createReadStream(asset.file)) as ReadableStream<Uint8Array>;
  return new Response(body, {
    headers: { ...headersOf(asset), 'content-length': String(asset.sizeBytes) },
  });
}

/** The better of the codings the browser names; weights are ignored, `q=0` is not. */
function codingFor(acceptEncoding: string): Coding | undefined {
  const named = acceptEncoding
    .split(',')
    .map((part) => part.trim().toLowerCase())
    .filter((part) => !/;\s*q=0(\.0*)?$/u.test(part))
    .map((part) => part.split(';')[0]?.trim());
  return (['br', 'gzip'] as const).find((coding) => named.includes(coding));
}

const brotliBytes = promisify(brotliCompress);
const gzipBytes = promisify(gzip);

async function compress(asset: Asset, coding: Coding): Promise<Uint8Array<ArrayBuffer>> {
  const bytes = await readFile(asset.file);
  const params = { [constants.BROTLI_PARAM_QUALITY]: 9 };
  return new Uint8Array(
    coding === 'br' ? await brotliBytes(bytes, { params }) : await gzipBytes(bytes, { level: 9 }),
  );
}

async function compressedResponse(asset: Asset, coding: Coding): Promise<Response> {
  let bytes = asset.compressed.get(coding);
  if (!bytes) asset.compressed.set(coding, (bytes = compress(asset, coding)));
  const body = await bytes;
  return new Response(body, {
    headers: {
      ...headersOf(asset),
      'content-encoding': coding,
      'content-length': String(body.byteLength),
    },
  });
}
