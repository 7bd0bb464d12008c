import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

const read = (path: string): string =>
  readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8');
const guide = read('docs/operating.md');

/** Names between quotes at the start of the lines that match. */
const namesIn = (source: string, pattern: RegExp): string[] =>
  [...source.matchAll(pattern)].map((m) => m[1] ?? '');

test('every setting is in the operating guide', () => {
  const settings = namesIn(read('src/config.ts'), /'([A-Z][A-Z0-9_]+)\?'/g);
  expect(settings.length).toBeGreaterThan(15);
  expect(settings.filter((name) => !guide.includes(`\`${name}\``))).toEqual([]);
});

test('every command is in the operating guide', () => {
  const commands = namesIn(
    read('src/cli/commands.ts'),
    /^ {2}'?([a-z-]+)'?: (?:async )?(?:plain)?\(/gm,
  );
  expect(commands.length).toBeGreaterThan(6);
  expect(commands.filter((name) => !new RegExp(`\`${name}[ \`]`).test(guide))).toEqual([]);
});
