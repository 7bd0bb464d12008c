import { describe, expect, test } from 'vitest';
import { parseConfig } from './parse-config.ts';
import { specOf } from './tags.ts';

const codes = (text: string) =>
  parseConfig(text).problems.map((one) => `${one.line}:${one.column} ${one.code}`);

/** A sound configuration with `inside` after its Text and Choices. */
const around = (inside: string) =>
  `<View>\n<Text name="t" value="$t"/>\n<Choices name="c" toName="t"><Choice value="A"/></Choices>\n${inside}\n</View>`;

test('a sound configuration becomes a model', () => {
  const { config, problems, ok } = parseConfig(
    `<View>
  <Labels name="ner" toName="text" maxUsages="9" choice="multiple">
    <Label value="人名" alias="PER" hotkey="1" background="#a33" category="3"/>
    <View><Label value="地名" maxUsages="2"/></View>
  </Labels>
  <View visibleWhen="region-selected" whenLabelValue="人名">
    <Textarea name="note" toName="text" perRegion="true" required="true"/>
  </View>
  <Relations><Relation value="works for"/></Relations>
  <Text name="text" value="$text"/>
</View>`,
  );
  expect({ problems, ok }).toEqual({ problems: [], ok: true });
  const bare = (value: unknown): unknown =>
    JSON.parse(JSON.stringify(value, (key, one: unknown) => (key === 'element' ? undefined : one)));
  expect(bare(config?.controls)).toEqual([
    {
      name: 'ner',
      tag: 'Labels',
      type: 'labels',
      toName: ['text'],
      labels: [
        { value: '人名', alias: 'PER', hotkey: '1', background: '#a33', category: 3 },
        { value: '地名', maxUsages: 2 },
      ],
      required: false,
      perRegion: false,
      perItem: false,
      choice: 'multiple',
      conditions: [],
      limited: false,
      marks: true,
      maxUsages: 9,
    },
    {
      name: 'note',
      tag: 'TextArea',
      type: 'textarea',
      toName: ['text'],
      labels: [],
      required: true,
      perRegion: true,
      perItem: false,
      choice: 'single',
      conditions: [{ when: 'region-selected', labels: ['人名'] }, { when: 'region-selected' }],
      limited: false,
      marks: false,
    },
  ]);
  expect(bare(config?.objects)).toEqual([
    { name: 'text', tag: 'Text', value: 'text', limited: false },
  ]);
  expect(bare(config?.relations)).toEqual([{ value: 'works for' }]);
});

describe('each fault is named where it stands', () => {
  test.each([
    ['<Choices name="d" toName="t"/>', ['4:1 optionsMissing']],
    ['<Choices name="d" toName="t" value="$options"/>', []],
    ['<Choices name="c" toName="t"><Choice value="A"/></Choices>', ['4:10 nameTaken']],
    ['<Choices toName="t"><Choice value="A"/></Choices>', ['4:1 nameMissing']],
    ['<Choices name="d" toName="u"><Choice value="A"/></Choices>', ['4:19 toNameUnknown']],
    ['<Rating name="d"/>', ['4:1 toNameAssumed']],
    ['<Text name="u" value="$u"/><Rating name="d"/>', ['4:28 toNameMissing']],
    [
      '<RectangleLabels name="d" toName="t"><Label value="A"/></RectangleLabels>',
      ['4:27 toNameUnfit'],
    ],
    ['<Ranker name="d" toName="t"/>', ['4:18 toNameUnfit']],
    ['<Pairwise name="d" toName="t"/>', ['4:20 pairNeeded']],
    ['<Rectangels name="d" toName="t"><Label value="A"/></Rectangels>', ['4:1 unknownTag']],
    ['<TimeSeries name="d" value="$d"/>', ['4:1 limitedTag']],
    ['<Label value="A"/>', ['4:1 misplaced']],
    ['<Image name="i"/>', ['4:1 valueMissing']],
    ['<Image name="i" value="i"/>', ['4:17 valueBad']],
    ['<Image name="i" value="$"/>', ['4:17 valueBad']],
    ['<Image name="i" value="https://example.cn/a.jpg"/>', []],
    [
      '<Labels name="l" toName="t"><Label value="A"/><Label value="B"/><Label value="A"/></Labels>',
      ['4:72 optionTaken'],
    ],
    [
      '<Labels name="l" toName="t"><Label value="A"/><Label value="B" alias="A"/></Labels>',
      ['4:64 optionTaken'],
    ],
    ['<Labels name="l" toName="t"><Label/></Labels>', ['4:29 optionValueMissing']],
    [
      '<Labels name="l" toName="t"><Label value="A" category="-1" background="5"/></Labels>',
      ['4:46 categoryBad', '4:60 colourBad'],
    ],
    ['<Labels name="l" toName="t" choice="some"><Label value="A"/></Labels>', ['4:29 choiceBad']],
    ['<TextArea name="a" toName="t" required="yes"/>', ['4:31 booleanBad']],
    ['<TextArea name="a" toName="t" maxSubmissions="0"/>', ['4:31 numberBad']],
    ['<Number name="a" toName="t" min="x"/>', ['4:29 numberBad']],
    ['<Number name="a" toName="t" min="9" max="1"/>', ['4:37 rangeBad']],
    ['<Rating name="a" toName="t" hotkey="enter"/>', ['4:29 hotkeyReserved']],
    ['<Rating name="a" toName="t" hotkey="hyper+1"/>', ['4:29 hotkeyBad']],
    ['<Rating name="a" toName="t" hotkey="ab"/>', ['4:29 hotkeyBad']],
    [
      '<Rating name="a" toName="t" hotkey="shift+ctrl+k"/><Rating name="b" toName="t" hotkey="Ctrl+Shift+K"/>',
      ['4:80 hotkeyTaken'],
    ],
    ['<Rating name="a" toName="t" visibleWhen="never"/>', ['4:29 visibleWhenBad']],
    [
      '<Rating name="a" toName="t" visibleWhen="choice-selected" whenTagName="z"/>',
      ['4:59 whenTagUnknown'],
    ],
    [
      '<Rating name="a" toName="t" visibleWhen="choice-selected" whenTagName="c" whenChoiceValue="A,Z"/>',
      ['4:75 whenChoiceUnknown'],
    ],
    [
      '<Rating name="a" toName="t" perRegion="true" whenLabelValue="Q"/>',
      ['4:46 whenLabelUnknown'],
    ],
    ['<Header value="a &bogus; b"/>', ['4:18 entity']],
    ['<Header value="a & b"/>', ['4:18 entity']],
    ['<Header value="&#0;"/>', ['4:16 entity']],
    ['<Header value=a/>', ['4:9 syntax']],
    ['<Header value="a" value="b"/>', ['4:19 duplicateAttribute']],
    ['<Header value="a"', ['4:1 syntax']],
    ['<Header>a', ['4:1 unclosed']],
    ['</Header>', ['4:1 strayClose']],
    ['<!-- <Label/> --><?x y?><![CDATA[<Label/>]]>', []],
  ])('%s', (inside, wanted) => {
    expect(codes(around(inside))).toEqual(wanted);
  });
});

test('several faults are told at once, in the order of the text', () => {
  expect(
    codes(`<View>
  <Text name="t"/>
  <Labels name="t" toName="x"><Label/></Labels>
  <Bogus/>
</Veiw>`),
  ).toEqual([
    '1:1 unclosed',
    '2:3 valueMissing',
    '3:11 nameTaken',
    '3:20 toNameUnknown',
    '3:31 optionValueMissing',
    '4:3 unknownTag',
    '5:1 strayClose',
  ]);
});

test('columns count characters, not UTF-16 units', () => {
  expect(codes(around('<Header value="😀😀"/><Bogus/>'))).toEqual(['4:21 unknownTag']);
});

test('both languages say it, with the name in question cut to a sentence', () => {
  const long = 'x'.repeat(500);
  const { sentence } = parseConfig(around(`<${long}/>`)).problems[0] ?? {};
  expect(sentence).toEqual({
    zh: `没有名为 ${'x'.repeat(39)}… 的标签。`,
    en: `There is no tag named ${'x'.repeat(39)}….`,
  });
});

describe('hostile documents are refused at once', () => {
  const bomb = `<!DOCTYPE v [<!ENTITY a "${'a'.repeat(1000)}"><!ENTITY b "${'&a;'.repeat(1000)}">]>`;
  test.each([
    ['entities that grow', `${bomb}${around('<Header value="&b;"/>')}`, ['doctype', 'entity']],
    ['an outside entity', `<!DOCTYPE v SYSTEM "file:///etc/passwd">${around('')}`, ['doctype']],
    ['one that is too long', `<View>${' '.repeat(262_144)}</View>`, ['tooLarge']],
    ['nothing', '  \n', ['empty']],
    ['no XML at all', '{"a":1}', ['strayText']],
    ['two roots', `${around('')}<View/>`, ['secondRoot']],
  ])('%s', (_, text, wanted) => {
    const { problems, ok } = parseConfig(text);
    expect({ codes: problems.map((one) => one.code), ok }).toEqual({ codes: wanted, ok: false });
  });

  test('nesting without end', () => {
    expect(codes('<View>'.repeat(30_000)).slice(-1)).toEqual(['1:385 tooDeep']);
  });

  test('more tags than anyone needs', () => {
    expect(codes(around('<Header/>'.repeat(20_000))).includes('4:44965 tooMany')).toBe(true);
  });

  test('a quarter of a megabyte of faults within a second', () => {
    const started = performance.now();
    parseConfig('<a b=c '.repeat(37_000));
    parseConfig('<'.repeat(262_000));
    parseConfig(`<View>${'&x'.repeat(131_000)}</View>`);
    parseConfig(`<View>${'</b>'.repeat(60_000)}</View>`);
    expect(performance.now() - started).toBeLessThan(3000);
  });
});

test('every tag named in the reference is known', () => {
  const named =
    'View Header Style Text HyperText Image Audio Paragraphs Table List Video Choices Choice Labels Label RectangleLabels PolygonLabels KeyPointLabels BrushLabels TextArea Number Rating Taxonomy Pairwise Relations Relation Ranker';
  expect(named.split(' ').filter((tag) => specOf(tag)?.tag !== tag)).toEqual([]);
});
