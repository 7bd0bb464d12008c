/**
 * The tags of Label Studio's configuration language (labelstud.io/tags) and what this hub does with each.
 * `limited` tags are kept, imported and exported, but the workbench has no tool for them.
 */
export interface TagSpec {
  /** As Label Studio spells it; tags are recognised in any case. */
  readonly tag: string;
  readonly kind: 'layout' | 'object' | 'control' | 'option' | 'relations';
  readonly limited?: boolean;
  /** Controls: the objects they can be put on; any where absent. */
  readonly on?: readonly string[];
  /** Controls: the tag of their choices, or options: the tags they stand in. */
  readonly options?: 'Label' | 'Choice';
  readonly inside?: readonly string[];
  /** Controls: marks a place on the object, so that other answers can be about it. */
  readonly marks?: boolean;
  /** Objects: `value` may be text of its own instead of `$field`. */
  readonly ownText?: boolean;
}

const image = ['Image'];
const timed = ['Audio', 'Video'];
const spans = ['Text', 'HyperText', 'Audio', 'Paragraphs', 'Video', 'Image'];

const layout = (tag: string, limited = false): TagSpec => ({ tag, kind: 'layout', limited });
const object = (tag: string, rest: Partial<TagSpec> = {}): TagSpec => ({
  tag,
  kind: 'object',
  ...rest,
});
const control = (tag: string, rest: Partial<TagSpec> = {}): TagSpec => ({
  tag,
  kind: 'control',
  ...rest,
});
const labels = (tag: string, on: readonly string[], rest: Partial<TagSpec> = {}): TagSpec =>
  control(tag, { on, options: 'Label', marks: true, ...rest });
const option = (tag: string, inside: readonly string[]): TagSpec => ({
  tag,
  kind: 'option',
  inside,
});

const specs: readonly TagSpec[] = [
  layout('View'),
  layout('Header'),
  layout('Style'),
  layout('Collapse', true),
  layout('Panel', true),
  layout('Filter', true),
  layout('Repeater', true),
  layout('Shortcut', true),
  layout('Channel', true),
  layout('Markdown', true),
  layout('Bulk', true),
  object('Text', { ownText: true }),
  object('HyperText', { ownText: true }),
  object('Image'),
  object('Audio'),
  object('Paragraphs'),
  object('Table'),
  object('List'),
  object('Video'),
  object('TimeSeries', { limited: true }),
  object('PDF', { limited: true }),
  object('Chat', { limited: true }),
  control('Choices', { options: 'Choice' }),
  control('Taxonomy', { options: 'Choice' }),
  control('TextArea'),
  control('Number'),
  control('Rating'),
  control('DateTime'),
  control('Pairwise', {
    on: ['Text', 'HyperText', 'Image', 'Audio', 'Video', 'List', 'Paragraphs'],
  }),
  control('Ranker', { on: ['List'] }),
  labels('Labels', spans),
  labels('HyperTextLabels', ['HyperText', 'Text']),
  labels('ParagraphLabels', ['Paragraphs']),
  labels('RectangleLabels', image),
  labels('PolygonLabels', image),
  labels('KeyPointLabels', image),
  labels('EllipseLabels', image, { limited: true }),
  labels('BrushLabels', image, { limited: true }),
  labels('BitmaskLabels', image, { limited: true }),
  labels('VectorLabels', image, { limited: true }),
  labels('VideoRectangle', ['Video'], { limited: true }),
  labels('TimelineLabels', timed, { limited: true }),
  labels('TimeSeriesLabels', ['TimeSeries'], { limited: true }),
  control('Rectangle', { on: image, marks: true, limited: true }),
  control('Polygon', { on: image, marks: true, limited: true }),
  control('KeyPoint', { on: image, marks: true, limited: true }),
  control('Ellipse', { on: image, marks: true, limited: true }),
  control('Brush', { on: image, marks: true, limited: true }),
  control('Bitmask', { on: image, marks: true, limited: true }),
  control('Vector', { on: image, marks: true, limited: true }),
  control('MagicWand', { on: image, marks: true, limited: true }),
  control('ReactCode', { limited: true }),
  { tag: 'Relations', kind: 'relations' },
  option('Relation', ['Relations']),
  option('Choice', ['Choices', 'Taxonomy', 'Choice']),
  option('Bucket', ['Ranker']),
];

const labelSpec = option(
  'Label',
  specs.filter((spec) => spec.options === 'Label').map((spec) => spec.tag),
);

const byName = new Map([...specs, labelSpec].map((spec) => [spec.tag.toLowerCase(), spec]));

/** What the tag of this name is; undefined where Label Studio has none. */
export function specOf(name: string): TagSpec | undefined {
  const lower = name.toLowerCase();
  // The former name of the same tag.
  return byName.get(lower === 'audioplus' ? 'audio' : lower);
}
