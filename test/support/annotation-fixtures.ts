import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { ImportFile, ImportItem } from '#src/annotation/formats/import-item.ts';

const shared =
  process.env['BANYAN_SHARED'] ?? fileURLToPath(new URL('../../../shared', import.meta.url));

/** The shared fixtures' folder. */
export const fixtures = `${shared}/fixtures`;
export const haveFixtures = existsSync(`${fixtures}/annotation/PROVENANCE.md`);

/** A fixture in pieces of an odd size, so that characters and tokens are cut. */
export async function* fixture(path: string, size = 997): AsyncGenerator<Uint8Array> {
  const bytes = readFileSync(`${fixtures}/${path}`);
  for (let at = 0; at < bytes.length; at += size)
    yield new Uint8Array(bytes.subarray(at, at + size));
}

/** The files of a folder of the fixtures, by name. */
export const folder = (path: string) =>
  async function* (): AsyncGenerator<ImportFile> {
    const names = readdirSync(`${fixtures}/${path}`, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => `${entry.parentPath}/${entry.name}`);
    for (const name of names.toSorted())
      yield {
        path: name.slice(fixtures.length + path.length + 2),
        text: async () => readFileSync(name, 'utf8'),
      };
  };

/** Tasks and problems of an import, apart. */
export async function collect(items: AsyncIterable<ImportItem>) {
  const all = await gather(items);
  return {
    tasks: all.flatMap((item) => (item.kind === 'task' ? [item.task] : [])),
    problems: all.flatMap((item) =>
      item.kind === 'problem' ? [[item.item, item.line ?? 0, item.code, item.lost]] : [],
    ),
  };
}

/** All that an iterable yields. */
export async function gather<T>(items: AsyncIterable<T>): Promise<T[]> {
  const all: T[] = [];
  for await (const item of items) all.push(item);
  return all;
}
