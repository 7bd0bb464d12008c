import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readYamlNames, yamlOfNames } from './yaml-names.ts';

test('names as a map, a block list, a flow list and a flow map', () => {
  const wanted = ['person', "rider's", 'red car'];
  expect(
    readYamlNames('nc: 3\nnames:\n  0: person\n  1: "rider\'s" # two\n  2: red car\nx: 1\n'),
  ).toEqual(wanted);
  expect(readYamlNames("names:\n- person\n- 'rider''s'\n- red car\ntrain: a\n")).toEqual(wanted);
  expect(readYamlNames('names: [ person, "rider\'s",\n  red car ] # all\nnc: 3')).toEqual(wanted);
  expect(readYamlNames("names: {0: person, 1: 'rider''s', 2: red car}")).toEqual(wanted);
  expect(readYamlNames('train: images\n')).toBeUndefined();
  expect(readYamlNames('names:\n')).toBeUndefined();
});

test('what YAML takes for a line break stays inside a name', () => {
  const names = ['\u2028 a', 'b\u0085c', '\u2029', '\ufeff'];
  const yaml = yamlOfNames(names.map((name, id) => [id, name] as const));
  expect(yaml).toContain('0: "\\u2028 a"\n  1: "b\\u0085c"');
  expect(readYamlNames(yaml)).toEqual(names);
  expect(readYamlNames('names:\n  0: "\u2028 a"\n')).toEqual(['\u2028 a']);
});

test('any names come back from the data.yaml that is written', () => {
  fc.assert(
    fc.property(
      fc.array(fc.string({ unit: 'grapheme', minLength: 1 }), { minLength: 1 }),
      (names) => {
        const yaml = yamlOfNames(names.map((name, id) => [id, name] as const));
        expect(readYamlNames(yaml)).toEqual(names);
      },
    ),
  );
});
