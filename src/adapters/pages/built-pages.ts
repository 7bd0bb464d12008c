import { createReadStream, existsSync } from 'node:fs';
import { readdir, stat } from 'node:fs/promises';
import { extname, join, relative, sep } from 'node:path';
import { Readable } from 'node:stream';
import { pathToFileURL } from 'node:url';
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
}

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
    async asset(path) {
      const asset = assets.get(path);
      return asset && responseOf(asset);
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
    });
  }
  return assets;
}

function responseOf(asset: Asset): Response {
  const body = Readable.toWeb(createReadStream(asset.file)) as ReadableStream<Uint8Array>;
  return new Response(body, {
    headers: {
      'content-type': asset.type,
      'content-length': String(asset.sizeBytes),
      'cache-control': asset.hashed
        ? 'public, max-age=31536000, immutable'
        : 'public, max-age=3600',
    },
  });
}
