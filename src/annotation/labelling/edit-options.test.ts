import { expect, test } from 'vitest';
import {
  addOption,
  moveOption,
  removeOption,
  renameControl,
  renameOption,
  setAttribute,
} from './edit-options.ts';
import type { ConfigControl, ConfigOption, LabelConfig } from './model.ts';
import { parseConfig } from './parse-config.ts';

const source = `<View>
  <!-- people first -->
  <Labels name="ner" toName="text" x-own='kept'>
    <Label value="Person"   background="red"/> <!-- beside -->
    <Label value="Place"></Label>
  </Labels>
  <Choices name="sure" toName="text" perRegion="true" whenTagName="ner" whenLabelValue="Person,Place">
    <Choice value="Yes"/>
  </Choices>
  <Taxonomy name="empty" toName="text"/>
  <Text name="text" value="$text"/>
</View>
`;

function read(text = source) {
  const { config } = parseConfig(text);
  const control = (name: string) =>
    config?.controls.find((one) => one.name === name) as ConfigControl;
  return {
    config: config as LabelConfig,
    control,
    option: (at: number) => control('ner').labels[at] as ConfigOption,
  };
}

const changed = (text: string): string[] => {
  const before = source.split('\n');
  return text.split('\n').filter((line) => !before.includes(line));
};

test('a new label stands below the last, written safely', () => {
  const text = addOption(source, read().control('ner'), { value: 'A "B" & <C>', hotkey: '3' });
  expect(changed(text)).toEqual(['    <Label value="A &quot;B&quot; &amp; &lt;C>" hotkey="3"/>']);
  expect(read(text).control('ner').labels.at(-1)?.value).toBe('A "B" & <C>');
});

test('the first choice opens a closed tag', () => {
  const text = addOption(source, read().control('empty'), { value: 'One' });
  expect(changed(text)).toEqual([
    '  <Taxonomy name="empty" toName="text">',
    '    <Choice value="One"/>',
    '  </Taxonomy>',
  ]);
});

test('a renamed label is renamed in the conditions that name it', () => {
  const { config, control, option } = read();
  const text = renameOption(source, config, control('ner'), option(1), '地点');
  expect(changed(text)).toEqual([
    '    <Label value="地点"></Label>',
    '  <Choices name="sure" toName="text" perRegion="true" whenTagName="ner" whenLabelValue="Person,地点">',
  ]);
  expect(parseConfig(text).problems.map((one) => one.code)).toEqual(['optionsMissing']);
});

test('a renamed control is renamed where others look at it', () => {
  const { config, control } = read();
  const text = renameControl(source, config, control('ner'), 'entities');
  expect(parseConfig(text).problems.map((one) => one.code)).toEqual(['optionsMissing']);
  expect(changed(text)).toEqual([
    `  <Labels name="entities" toName="text" x-own='kept'>`,
    '  <Choices name="sure" toName="text" perRegion="true" whenTagName="entities" whenLabelValue="Person,Place">',
  ]);
});

test('attributes are set, changed and removed where they stand', () => {
  const first = (text: string) => read(text).option(0);
  const set = setAttribute(source, first(source), 'hotkey', '1');
  expect(changed(set)).toEqual([
    '    <Label value="Person"   background="red" hotkey="1"/> <!-- beside -->',
  ]);
  const recoloured = setAttribute(set, first(set), 'background', '#00f');
  expect(changed(recoloured)).toEqual([
    '    <Label value="Person"   background="#00f" hotkey="1"/> <!-- beside -->',
  ]);
  const removed = setAttribute(recoloured, first(recoloured), 'hotkey', undefined);
  expect(setAttribute(removed, first(removed), 'background', 'red')).toBe(source);
});

test('two labels change places, and back again nothing has changed', () => {
  const once = moveOption(source, read().control('ner'), 0, 1);
  expect(
    read(once)
      .control('ner')
      .labels.map((one) => one.value),
  ).toEqual(['Place', 'Person']);
  expect(moveOption(once, read(once).control('ner'), 1, -1)).toBe(source);
  expect(moveOption(source, read().control('ner'), 0, -1)).toBe(source);
});

test('a removed label takes its line with it and leaves the comments', () => {
  expect(removeOption(source, read().option(1))).toBe(
    source.replace('    <Label value="Place"></Label>\n', ''),
  );
  expect(removeOption(source, read().option(0))).toBe(
    source
      .replace(
        '    <Label value="Person"   background="red"/> <!-- beside -->\n',
        ' <!-- beside -->\n',
      )
      .replace("x-own='kept'>\n", "x-own='kept'>"),
  );
});
