import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';

const { resolve } = createRequire(import.meta.url);

/** `name` or `@scope/name` and the rest of a path that begins with a package. */
function split(path: string): readonly [name: string, inside: string] {
  const parts = path.split('/');
  const length = path.startsWith('@') ? 2 : 1;
  return [parts.slice(0, length).join('/'), parts.slice(length).join('/')];
}

/** The folder of an installed package, whatever its `exports` say; throws a sentence that names it. */
function packageFolder(name: string): string {
  const folder = (resolve.paths(name) ?? [])
    .map((place) => join(place, name))
    .find((place) => existsSync(join(place, 'package.json')));
  if (!folder) throw new Error(`The package ${name} is not installed: run npm ci.`);
  return folder;
}

/** The bytes of `package/path` as the package ships them. */
export function packageFile(path: string): Promise<Buffer> {
  const [name, inside] = split(path);
  return readFile(join(packageFolder(name), inside));
}
