import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Plugin } from 'vite';

const manifestFile = fileURLToPath(new URL('../../dist/web/.vite/manifest.json', import.meta.url));
const id = 'virtual:web-manifest';

/** Puts the client build's manifest into the server bundle, so that one file runs in Node and workerd. */
export function webManifest(): Plugin {
  return {
    name: 'banyan:web-manifest',
    resolveId: (source) => (source === id ? `\0${id}` : undefined),
    load: (source) =>
      source === `\0${id}` ? `export default ${readFileSync(manifestFile, 'utf8')}` : undefined,
  };
}
