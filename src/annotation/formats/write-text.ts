import type { LabelledTask } from '../region.ts';
import { textOffsets, type TextOffsets } from './code-points.ts';
import type { ExportInput } from './export-input.ts';
import type { ExportTally } from './export-tally.ts';
import { fieldOf, kindOf, shapesOf, submitted, type Shape } from './shapes.ts';

/** What CoNLL carries. */
export const carriedByConll = { task: [], annotation: [], region: [] } as const;
/** What spaCy carries. */
export const carriedBySpacy = { task: [], annotation: [], region: [] } as const;

interface Span {
  /** UTF-16 units: half open. */
  start: number;
  end: number;
  label: string;
  shape: Shape;
}

interface LabelledText {
  text: string;
  offsets: TextOffsets;
  spans: Span[];
  choices: string[];
}

/** The labelled texts of a task: one for each annotation, or the bare text where there is none. */
function* textsOf(
  task: LabelledTask,
  input: ExportInput,
  tally: ExportTally,
): Generator<LabelledText> {
  tally.task(task);
  const field = fieldOf(input.config, 'Text');
  const text = task.data[field];
  if (typeof text !== 'string') {
    tally.skip('task', 'noData');
    return;
  }
  const offsets = textOffsets(text);
  if (task.annotations.length === 0) yield { text, offsets, spans: [], choices: [] };
  const object = input.config.objects.find((one) => one.tag === 'Text')?.name;
  for (const annotation of submitted(task, tally)) {
    tally.annotation(annotation);
    const found: LabelledText = { text, offsets, spans: [], choices: [] };
    for (const shape of shapesOf(annotation, input.config, tally))
      if (object !== undefined && shape.region.to_name !== object)
        tally.skip('region', 'otherObject');
      else addShape(shape, found, tally);
    found.spans.sort((a, b) => a.start - b.start || b.end - a.end);
    yield found;
  }
}

function addShape(shape: Shape, found: LabelledText, tally: ExportTally): void {
  const { region, labels } = shape;
  if (region.type === 'choices') {
    found.choices.push(...labels);
    return;
  }
  const { start, end } = region.value;
  const [label] = labels;
  if (kindOf(region) !== 'span') tally.skip('region', 'kind');
  else if (label === undefined) tally.skip('region', 'noLabel');
  else if (
    typeof start !== 'number' ||
    typeof end !== 'number' ||
    start < 0 ||
    end > found.offsets.length
  )
    tally.skip('region', 'span');
  else {
    const units = { start: found.offsets.toUtf16(start), end: found.offsets.toUtf16(end) };
    if (found.text.slice(units.start, units.end).trim() === '') tally.skip('region', 'span');
    else found.spans.push({ ...units, label, shape });
  }
}

/** Splits off, in order, the spans that overlap one before them. */
function apart(spans: readonly Span[]): { free: Span[]; overlapping: Span[] } {
  const free: Span[] = [];
  const overlapping: Span[] = [];
  for (const span of spans)
    if (span.start >= (free.at(-1)?.end ?? 0)) free.push(span);
    else overlapping.push(span);
  return { free, overlapping };
}

const wrote = (span: Span, tally: ExportTally, kept = 1): void => {
  tally.region(span.shape.region, span.shape.labels.slice(0, kept));
  tally.loss('region.labels (after the first)', Math.max(0, span.shape.labels.length - kept));
};

/** Runs of letters and digits, but Chinese and Japanese character by character; emoji whole, else one sign. */
const TOKEN =
  /[[\p{L}\p{M}\p{N}_]--[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}]]+|[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}]\p{M}*|\p{RGI_Emoji}|\S/gv;

/**
 * CoNLL-2003: `-DOCSTART- -X- O O` before every text, then `token -X- _ TAG`, IOB2, a blank line between the lines of
 * the text and after it. Better than the SDK: the header has the four columns spaCy wants; tokens end where a span
 * begins or ends, so that no label grows or is lost, and Chinese is a token a character, where the SDK's English
 * tokeniser makes one token of a whole Chinese sentence. White space is lost, and of overlapping spans all but the first.
 */
export async function* writeConll(input: ExportInput, tally: ExportTally): AsyncGenerator<string> {
  for await (const task of input.tasks())
    for (const found of textsOf(task, input, tally)) {
      const { free, overlapping } = apart(found.spans);
      tally.skip('region', 'overlap', overlapping.length);
      if (found.choices.length > 0) tally.skip('region', 'kind');
      for (const span of free) wrote(span, tally);
      if (/\s{2}|[^\S \n]|^\s|\s$/.test(found.text)) tally.loss('task.data.text (white space)');
      yield `-DOCSTART- -X- O O\n\n${[...tokenLines(found.text.toWellFormed(), free)].join('')}\n`;
    }
}

function* tokenLines(text: string, spans: readonly Span[]): Generator<string> {
  let at = 0;
  let open = -1;
  let last = 0;
  for (const match of text.matchAll(TOKEN)) {
    let start = match.index;
    const end = start + match[0].length;
    while (start < end) {
      while (at < spans.length && (spans[at]?.end ?? 0) <= start) at += 1;
      const span = spans[at];
      const inside = span !== undefined && span.start <= start;
      const edge = inside ? span.end : (span?.start ?? end);
      const cut = Math.min(end, edge);
      const goesOn = inside && open === at;
      if (!goesOn && last > 0 && text.slice(last, start).includes('\n')) yield '\n';
      const tag = inside ? `${goesOn ? 'I' : 'B'}-${span.label.replaceAll(/\s+/g, '_')}` : 'O';
      yield `${text.slice(start, cut)} -X- _ ${tag}\n`;
      open = inside ? at : -1;
      last = cut;
      start = cut;
    }
  }
}

/**
 * spaCy: a JSON list of `[text, {"entities": [[start, end, label]]}]` in code points, as `Example.from_dict` takes it.
 * Entities of spaCy do not overlap: the others stand under `spans.sc`, the span categoriser's key; choices on the text
 * under `cats`. A span of several labels stands once for each.
 */
export async function* writeSpacy(input: ExportInput, tally: ExportTally): AsyncGenerator<string> {
  let first = true;
  for await (const task of input.tasks())
    for (const found of textsOf(task, input, tally)) {
      const { free, overlapping } = apart(found.spans);
      const all = ({ start, end, shape }: Span) =>
        shape.labels.map((label) => [
          found.offsets.toCodePoint(start),
          found.offsets.toCodePoint(end),
          label,
        ]);
      const more = [...overlapping.flatMap(all), ...free.flatMap((span) => all(span).slice(1))];
      for (const span of found.spans) wrote(span, tally, span.shape.labels.length);
      const notes = {
        entities: free.flatMap((span) => all(span).slice(0, 1)),
        ...(more.length > 0 ? { spans: { sc: more } } : {}),
        ...(found.choices.length > 0
          ? { cats: Object.fromEntries(found.choices.map((choice) => [choice, 1])) }
          : {}),
      };
      yield `${first ? '[\n' : ',\n'}${JSON.stringify([found.text, notes])}`;
      first = false;
    }
  yield first ? '[]\n' : '\n]\n';
}
