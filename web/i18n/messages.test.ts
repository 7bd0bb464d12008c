import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

const web = new URL('../', import.meta.url);
const messagesOf = (language: string) =>
  JSON.parse(readFileSync(new URL(`i18n/${language}.json`, web), 'utf8')) as Record<string, string>;
const zh = messagesOf('zh');
const en = messagesOf('en');
const sources = readdirSync(web, { recursive: true, encoding: 'utf8' })
  .filter((file) => /\.tsx?$/u.test(file) && !file.startsWith('i18n/generated'))
  .map((file) => ({ file, text: readFileSync(new URL(file, web), 'utf8') }));
const shipped = sources.filter(
  ({ file }) => !file.includes('.test.') && !file.startsWith('build/'),
);

const parametersOf = (text: string) => (text.match(/\{\w+\}/gu) ?? []).toSorted();

test('both languages have the same messages, none empty', () => {
  expect(Object.keys(en)).toEqual(Object.keys(zh));
  const empty = [...Object.entries(zh), ...Object.entries(en)].filter(([, text]) => !text.trim());
  expect(empty).toEqual([]);
});

test('both languages use the same parameters', () => {
  const differing = Object.keys(zh).filter(
    (key) => parametersOf(zh[key] ?? '').join() !== parametersOf(en[key] ?? '').join(),
  );
  expect(differing).toEqual([]);
});

test('English messages hold no Chinese, except an example query', () => {
  const chinese = Object.entries(en).filter(([, text]) => /\p{Script=Han}/u.test(text));
  expect(chinese.map(([key]) => key)).toEqual(['search_placeholder']);
});

test('no component writes Chinese itself, but for the sign of the language switch', () => {
  const withChinese = shipped.filter(({ file, text }) => {
    if (!file.endsWith('.tsx') || file === 'shell/language-switch.tsx') return false;
    const code = text.replaceAll(/\/\*[\s\S]*?\*\//gu, '').replaceAll(/\/\/.*$/gmu, '');
    return /\p{Script=Han}/u.test(code);
  });
  expect(withChinese.map(({ file }) => file)).toEqual([]);
});

test('every message is used', () => {
  const used = new Set(shipped.flatMap(({ text }) => text.match(/(?<=\bm\.)\w+/gu) ?? []));
  expect(Object.keys(zh).filter((key) => !used.has(key))).toEqual([]);
});
