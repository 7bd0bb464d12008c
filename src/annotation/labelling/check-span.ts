import { isObject, wordOf, type CheckedItem, type TellResult } from './checked-item.ts';
import type { ValueContext } from './value-context.ts';
import { codePointsOf, type CodePoints } from './code-points.ts';
import type { ConfigObject } from './model.ts';
import { taskField } from './task-field.ts';
import { attributeOf } from './xml-document.ts';

/** A span of a text, a passage of audio or video, or a part of a conversation. */
export function checkSpan(
  context: ValueContext,
  item: CheckedItem,
  object: ConfigObject | undefined,
  tell: TellResult,
): void {
  if (object?.tag === 'Text') return checkText(context, item, object, tell);
  if (object?.tag === 'Audio') return checkAudio(context, item, object, tell);
  if (object?.tag === 'Paragraphs') return checkParagraphs(context, item, object, tell);
  // Places in HyperText are paths into markup, which only its viewer can follow.
}

/** The words of a Text; undefined where they are not in the task (`valueType="url"`). */
function textOf(context: ValueContext, object: ConfigObject): CodePoints | undefined {
  if (context.texts.has(object.name)) return context.texts.get(object.name);
  const given =
    object.literal === undefined ? taskField(context.task.data, object.value) : object.literal;
  const known = typeof given === 'string' || typeof given === 'number';
  const remote = attributeOf(object.element, 'valueType') === 'url';
  const points = known && !remote ? codePointsOf(String(given)) : undefined;
  context.texts.set(object.name, points);
  return points;
}

const offsets = (start: unknown, end: unknown): readonly [number, number] | undefined =>
  Number.isInteger(start) && Number.isInteger(end) && (start as number) >= 0
    ? [start as number, end as number]
    : undefined;

function checkText(
  context: ValueContext,
  { value }: CheckedItem,
  object: ConfigObject,
  tell: TellResult,
): void {
  const span = offsets(value['start'], value['end']);
  if (!span || span[1] <= span[0]) return tell('offsetsWrong');
  const text = textOf(context, object);
  if (!text) {
    if (attributeOf(object.element, 'valueType') !== 'url')
      tell('fieldMissing', { field: object.value });
    return;
  }
  checkWords(text, span, value['text'], tell);
}

function checkWords(
  text: CodePoints,
  [start, end]: readonly [number, number],
  recorded: unknown,
  tell: TellResult,
): void {
  if (end > text.length) return tell('pastEnd', { end, length: text.length });
  if (recorded === undefined || recorded === null) return;
  if (typeof recorded !== 'string') tell('valueWrong', { field: 'text' });
  else if (text.slice(start, end) !== recorded) tell('textDiffers');
}

function checkAudio(
  context: ValueContext,
  { value, raw }: CheckedItem,
  object: ConfigObject,
  tell: TellResult,
): void {
  const { start, end } = value;
  const right =
    typeof start === 'number' &&
    typeof end === 'number' &&
    start >= 0 &&
    end >= start &&
    Number.isFinite(end);
  if (!right) return tell('timesWrong');
  const stated = raw['original_length'];
  const length =
    context.task.audioSeconds?.[object.name] ?? (typeof stated === 'number' ? stated : undefined);
  // Decoders differ by some frames in how long a clip is.
  if (length !== undefined && end > length + 0.1)
    tell('pastAudioEnd', { end: tenth(end), length: tenth(length) });
}

const tenth = (seconds: number): number => Math.round(seconds * 10) / 10;

/** `start` and `end` are numbers of turns; the offsets count code points inside them. */
function checkParagraphs(
  context: ValueContext,
  { value }: CheckedItem,
  object: ConfigObject,
  tell: TellResult,
): void {
  const turns = taskField(context.task.data, object.value);
  if (!Array.isArray(turns)) return tell('fieldMissing', { field: object.value });
  const between = offsets(Number(value['start'] ?? Number.NaN), Number(value['end'] ?? Number.NaN));
  const within = offsets(value['startOffset'] ?? 0, value['endOffset'] ?? 0);
  if (!between || !within || between[1] < between[0]) return tell('offsetsWrong');
  if (between[1] >= turns.length) return tell('pastEnd', { end: between[1], length: turns.length });
  if (value['startOffset'] === undefined) return;
  const key = attributeOf(object.element, 'textKey') ?? 'text';
  const wordsIn = (index: number): CodePoints => {
    const turn: unknown = turns[index];
    return codePointsOf(wordOf(isObject(turn) ? turn[key] : turn));
  };
  const last = wordsIn(between[1]);
  if (within[1] > last.length) return tell('pastEnd', { end: within[1], length: last.length });
  if (between[0] !== between[1]) return;
  if (within[1] <= within[0]) return tell('offsetsWrong');
  checkWords(last, within, value['text'], tell);
}
