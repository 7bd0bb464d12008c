import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import type { StaticFiles } from '#src/ports/static-files.ts';

const served: Readonly<Record<string, string>> = {
  'swagger-ui-bundle.js': 'text/javascript; charset=utf-8',
  'swagger-ui.css': 'text/css; charset=utf-8',
};

/** The API reference's own files, from the installed swagger-ui-dist: nothing is loaded from elsewhere. */
export function createReferenceFiles(): StaticFiles {
  const folder = dirname(createRequire(import.meta.url).resolve('swagger-ui-dist/package.json'));
  return {
    async read(name) {
      const type = served[name];
      return type === undefined
        ? undefined
        : { body: new Uint8Array(await readFile(join(folder, name))), type };
    },
  };
}
