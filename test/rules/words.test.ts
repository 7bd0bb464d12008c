import { globSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

const root = new URL('../..', import.meta.url).pathname;

test('an organisation is called 机构 in every Chinese text', () => {
  const texts = globSync(['src/**/*.ts', 'seeds/**/*.ts', 'web/i18n/zh.json'], { cwd: root });
  expect(texts.length).toBeGreaterThan(100);
  const others = texts.filter((file) => readFileSync(root + file, 'utf8').includes('组织'));
  expect(others).toEqual([]);
});
