import { globSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import fc from 'fast-check';
import sax from 'sax';
import { expect, test } from 'vitest';
import { checkResult } from '#src/annotation/labelling/check-result.ts';
import { parseConfig } from '#src/annotation/labelling/parse-config.ts';
import { readXml } from '#src/annotation/labelling/read-xml.ts';
import type { XmlElement } from '#src/annotation/labelling/xml-document.ts';

const shared = process.env['BANYAN_SHARED'] ?? join(import.meta.dirname, '../../../shared');
const fixtures = join(shared, 'fixtures/annotation');
const files = ['label-studio-editor', 'label-studio-sdk']
  .flatMap((folder) => globSync(join(fixtures, folder, '**/*.xml')))
  .toSorted();
const text = (file: string): string => readFileSync(file, 'utf8');

/** What a parser saw, as nested arrays: name, attributes, children. */
type Seen = [string, [string, string][], (Seen | string)[]];

const ours = (element: XmlElement): Seen => [
  element.name,
  element.attributes.map((one) => [one.name, one.value]),
  joined(element.children.map((child) => (child.kind === 'text' ? child.text : ours(child)))),
];

const joined = (children: (Seen | string)[]): (Seen | string)[] =>
  children.reduce<(Seen | string)[]>((all, child) => {
    if (child === '') return all;
    const last = all.at(-1);
    if (typeof child !== 'string' || typeof last !== 'string') return [...all, child];
    return [...all.slice(0, -1), last + child];
  }, []);

/** The same of sax, in its strict mode. */
function theirs(source: string): Seen | undefined {
  const parser = sax.parser(true, { trim: false });
  const open: Seen[] = [];
  let root: Seen | undefined;
  parser.onopentag = ({ name, attributes }) => {
    // Blanks in attribute values: sax keeps them, XML 1.0 §3.3.3 makes them spaces.
    const plain = Object.entries(attributes).map(([key, value]): [string, string] => [
      key,
      String(value).replaceAll(/[\t\n\r]/gu, ' '),
    ]);
    const element: Seen = [name, plain, []];
    open.at(-1)?.[2].push(element);
    root ??= element;
    open.push(element);
  };
  const take = (words: string): unknown => open.at(-1)?.[2].push(words);
  Object.assign(parser, { ontext: take, oncdata: take });
  parser.onclosetag = () => open.pop();
  parser.write(source).close();
  const all = (seen: Seen): Seen => [
    seen[0],
    seen[1],
    joined(seen[2].map((child) => (typeof child === 'string' ? child : all(child)))),
  ];
  return root && all(root);
}

test('every configuration of the fixtures is accepted', () => {
  expect(files.length).toBe(26);
  const refused = files.flatMap((file) => {
    const { ok, problems } = parseConfig(text(file));
    return ok ? [] : [[relative(fixtures, file), problems]];
  });
  expect(refused).toEqual([]);
});

test('the only reservations are tags without a tool and one object that is meant', () => {
  const told = files.flatMap((file) =>
    parseConfig(text(file)).problems.map(
      (one) => `${relative(fixtures, file)} ${one.line}:${one.column} ${one.code}`,
    ),
  );
  expect(told).toEqual([
    'label-studio-editor/dialogue_analysis/config.xml 10:3 toNameAssumed',
    'label-studio-editor/timeseries_single/config.xml 5:3 limitedTag',
    'label-studio-editor/timeseries_single/config.xml 10:3 limitedTag',
    'label-studio-editor/timeseries_single/config.xml 13:5 limitedTag',
    'label-studio-editor/timeseries_single/config.xml 14:5 limitedTag',
  ]);
});

test('our reader sees in every fixture what sax sees', () => {
  const sources = [...files, ...globSync(join(fixtures, 'datumaro/**/*.xml'))].map(text);
  for (const source of sources) {
    const { root, findings } = readXml(source);
    expect([findings, root && ours(root)]).toEqual([[], theirs(source)]);
  }
});

const word = fc.stringMatching(/^[a-zA-Z_][\w.-]{0,8}$/u);
const words = fc
  .string({ unit: 'grapheme', maxLength: 12 })
  .map((one) =>
    one
      .replaceAll('&', '&amp;')
      .replaceAll('<', '&lt;')
      .replaceAll('"', '&#34;')
      .replaceAll(']]>', ''),
  );
const { tree } = fc.letrec<{ tree: string; node: string }>((tie) => ({
  node: fc.oneof(
    { maxDepth: 4 },
    words,
    words.map((one) => `<!-- ${one.replaceAll('-', '')} -->`),
    words.map((one) => `<![CDATA[${one.replaceAll(']', '')}]]>`),
    tie('tree'),
  ),
  tree: fc
    .tuple(
      word,
      fc.uniqueArray(fc.tuple(word, words), { selector: ([name]) => name, maxLength: 4 }),
      fc.array(tie('node'), { maxLength: 4 }),
      fc.boolean(),
    )
    .map(([name, attributes, children, short]) => {
      const written = attributes.map(([key, value]) => `\n ${key} = "${value}"`).join('');
      return short ? `<${name}${written} />` : `<${name}${written}>${children.join('')}</${name} >`;
    }),
}));

test('and in 3,000 generated documents', () => {
  fc.assert(
    fc.property(tree, (source) => {
      const { root, findings } = readXml(source);
      expect([findings, root && ours(root)]).toEqual([[], theirs(source)]);
    }),
    { numRuns: 3000 },
  );
});

test('whatever the text, reading ends and the places lie inside it', () => {
  const piece = fc.constantFrom(
    '<',
    '>',
    '/',
    '"',
    "'",
    '=',
    '&',
    ';',
    '!',
    '[',
    ']',
    '-',
    '?',
    'View',
    'Text',
    ' name=',
    'a',
    '\n',
    '😀',
    '<View>',
    '</View>',
    '<!--',
    '-->',
  );
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 60 }), (pieces) => {
      const source = pieces.join('');
      for (const one of parseConfig(source).problems)
        expect(one.offset >= 0 && one.offset + one.length <= source.length).toBe(true);
    }),
    { numRuns: 3000 },
  );
});

interface FixtureTask {
  readonly data?: Record<string, unknown>;
  readonly annotations?: readonly { readonly result: unknown[] }[];
  readonly predictions?: readonly { readonly result: unknown[] }[];
}

const tasksIn = (file: string): FixtureTask[] => {
  const read = JSON.parse(text(file)) as FixtureTask | FixtureTask[];
  return Array.isArray(read) ? read : [read];
};

/** Code of each problem in the results of a file of tasks, `index code` each. */
function problemsOf(configFile: string, dataFile: string): string[] {
  const { config } = parseConfig(text(configFile));
  if (!config) throw new Error('no configuration');
  const [sample] = globSync(join(dataFile, '../../tasks.json')).flatMap(tasksIn);
  return tasksIn(dataFile).flatMap((task) =>
    [...(task.annotations ?? []), ...(task.predictions ?? [])].flatMap(({ result }) =>
      checkResult(config, { data: task.data ?? sample?.data ?? {} }, result).map(
        (one) => `${one.index ?? '-'} ${one.code}`,
      ),
    ),
  );
}

test('the results of the editor’s examples fit their configurations, but for two copied from elsewhere', () => {
  const all = files
    .filter((file) => file.endsWith('/config.xml') && file.includes('label-studio-editor'))
    .flatMap((file) =>
      globSync(join(file, '../annotations/*.json'))
        .toSorted()
        .flatMap((data) =>
          problemsOf(file, data).map((one) => `${relative(fixtures, data).slice(20)} ${one}`),
        ),
    );
  expect(all).toEqual([
    'classification_mixed/annotations/1.json 0 controlUnknown',
    'classification_mixed/annotations/1.json 0 controlUnknown',
    'rich_text_plain/annotations/1.json 0 labelUnknown',
    'rich_text_plain/annotations/1.json 0 textDiffers',
  ]);
});

/** The class is written “Butterfly” in 24 regions and “butterfly” in the configuration. */
const otherCase = [...Array.from({ length: 23 }, (_, i) => `${i} labelUnknown`), '0 labelUnknown'];

test.each([
  ['test_export_yolo/label_config.xml', 'test_export_yolo/data.json', []],
  ['test_export_yolo/label_config_polygons.xml', 'test_export_yolo/data_polygons.json', []],
  ['test_export_yolo/label_config_obb.xml', 'test_export_yolo/data_obb.json', otherCase],
  [
    'test_export_yolo/label_config_keypoints.xml',
    'test_export_yolo/data_keypoints.json',
    ['5 relationSelf'],
  ],
  ['test_export_coco/label_config.xml', 'test_export_coco/data.json', []],
  ['test_export_json_min/label_config.xml', 'test_export_json_min/data.json', []],
])('what does not fit in the results of %s is found', (config, data, wanted) => {
  const sdk = join(fixtures, 'label-studio-sdk');
  expect(problemsOf(join(sdk, config), join(sdk, data))).toEqual(wanted);
});
