import type { FormStep, Question } from './form-schema.ts';

const common = ['type', 'title', 'x-title-en', 'description', 'x-description-en'];
const keywords: Readonly<Record<Question['type'], readonly string[]>> = {
  string: [...common, 'minLength', 'maxLength', 'format', 'enum', 'x-enum-labels', 'x-widget'],
  integer: [...common, 'minimum', 'maximum'],
  number: [...common, 'minimum', 'maximum'],
  boolean: [...common, 'const'],
  array: [...common, 'minItems', 'maxItems', 'uniqueItems', 'items', 'x-enum-labels', 'x-widget'],
};

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const isText = (value: unknown): boolean =>
  typeof value === 'string' && value.trim() !== '' && value.length <= 500 && !value.includes('\0');
const isCount = (value: unknown, max: number): boolean =>
  Number.isInteger(value) && (value as number) >= 0 && (value as number) <= max;
const optional = (value: unknown, test: (value: unknown) => boolean): boolean =>
  value === undefined || test(value);
const isChoice = (value: unknown): boolean =>
  Array.isArray(value) &&
  value.length > 0 &&
  value.length <= 100 &&
  new Set(value).size === value.length &&
  value.every(isText);
const isNumber = (value: unknown): value is number =>
  typeof value === 'number' && Number.isFinite(value);

const labelled = (q: Record<string, unknown>, choice: unknown): boolean =>
  choice === undefined
    ? q['x-enum-labels'] === undefined
    : isRecord(q['x-enum-labels']) &&
      (choice as string[]).every((value) => {
        const label = (q['x-enum-labels'] as Record<string, unknown>)[value];
        return isRecord(label) && isText(label['zh']) && isText(label['en']);
      });

function fitsType(q: Record<string, unknown>): boolean {
  switch (q['type']) {
    case 'string':
      return (
        isCount(q['maxLength'], 20_000) &&
        optional(q['minLength'], (v) => isCount(v, q['maxLength'] as number)) &&
        optional(q['format'], (v) => ['date', 'email', 'uri'].includes(v as string)) &&
        optional(q['enum'], isChoice) &&
        labelled(q, q['enum']) &&
        optional(q['x-widget'], (v) => v === 'lines')
      );
    case 'integer':
    case 'number':
      return isNumber(q['minimum']) && isNumber(q['maximum']) && q['minimum'] <= q['maximum'];
    case 'boolean':
      return optional(q['const'], (v) => v === true);
    case 'array': {
      const items = q['items'];
      if (!isRecord(items) || items['type'] !== 'string' || q['uniqueItems'] !== true) return false;
      const files = q['x-widget'] === 'file';
      return (
        Object.keys(items).every((key) => key === 'type' || (key === 'enum' && !files)) &&
        isCount(q['maxItems'], files ? 10 : 100) &&
        optional(q['minItems'], (v) => isCount(v, q['maxItems'] as number)) &&
        optional(q['x-widget'], (v) => v === 'file') &&
        (files || isChoice(items['enum'])) &&
        labelled(q, items['enum'])
      );
    }
    default:
      return false;
  }
}

const isQuestion = (value: unknown): value is Question =>
  isRecord(value) &&
  isText(value['title']) &&
  isText(value['x-title-en']) &&
  optional(value['description'], isText) &&
  optional(value['x-description-en'], isText) &&
  Object.keys(value).every((key) =>
    (keywords[value['type'] as Question['type']] ?? []).includes(key),
  ) &&
  fitsType(value);

function isStep(value: unknown): value is FormStep {
  if (!isRecord(value) || !isRecord(value['schema']) || !isRecord(value['title'])) return false;
  const { key, title, schema } = value;
  const { type, properties, required, additionalProperties } = schema;
  return (
    Object.keys(value).length === 3 &&
    Object.keys(schema).length === 4 &&
    typeof key === 'string' &&
    /^[a-z][a-z0-9-]{0,39}$/.test(key) &&
    isText(title['zh']) &&
    isText(title['en']) &&
    type === 'object' &&
    additionalProperties === false &&
    isRecord(properties) &&
    Object.keys(properties).length <= 40 &&
    Object.entries(properties).every(
      ([name, question]) => /^[a-z][a-zA-Z0-9]{0,39}$/.test(name) && isQuestion(question),
    ) &&
    Array.isArray(required) &&
    required.every((name) => typeof name === 'string' && Object.hasOwn(properties, name))
  );
}

/** Whether something is a form in the closed subset of JSON Schema; each step and question is named once. */
export function isForm(value: unknown): value is readonly FormStep[] {
  if (!Array.isArray(value) || value.length === 0 || value.length > 12 || !value.every(isStep))
    return false;
  const names = value.flatMap((step) => Object.keys(step.schema.properties));
  const keys = value.map((step) => step.key);
  return new Set(names).size === names.length && new Set(keys).size === keys.length;
}
