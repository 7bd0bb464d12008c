import { expect, test } from 'vitest';
import { blocksOf } from './markdown.tsx';

test('instructions are split into the blocks people write', () => {
  const source =
    '# Rules\nLabel **every** car.\nAlso vans.\n\n- one\n* two\n\n1. first\n2) second\n> quoted\n> more\n```\n# no heading\n```\n#no heading';
  expect(blocksOf(source)).toEqual([
    { kind: 'heading', level: 1, text: 'Rules' },
    { kind: 'text', text: 'Label **every** car.\nAlso vans.' },
    { kind: 'list', ordered: false, items: ['one', 'two'] },
    { kind: 'list', ordered: true, items: ['first', 'second'] },
    { kind: 'quote', text: 'quoted\nmore' },
    { kind: 'code', text: '# no heading' },
    { kind: 'text', text: '#no heading' },
  ]);
});

test('any text ends, a fence without end too', () => {
  const pieces = ['```', '#', '# ', '- ', '> ', '1.', '**', '`', '', '   ', 'a'];
  for (const one of pieces)
    for (const two of pieces) expect(Array.isArray(blocksOf(`${one}\n${two}`))).toBe(true);
});
