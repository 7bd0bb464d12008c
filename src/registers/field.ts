import type { FieldError } from '#src/kernel/errors.ts';
import type { Attributes } from './tables.ts';

export const fieldKinds = [
  'text',
  'integer',
  'number',
  'choice',
  'choices',
  'day',
  'link',
] as const;

/** One attribute that entries of a register have, stored with the register as data. */
export interface Field {
  readonly name: string;
  readonly kind: (typeof fieldKinds)[number];
  readonly label: { readonly zh: string; readonly en: string };
  readonly required?: boolean;
  /** Smallest number. */
  readonly min?: number;
  /** Largest number, or characters of a text (500 unless told). */
  readonly max?: number;
  /** What a choice chooses from. */
  readonly options?: readonly {
    readonly value: string;
    readonly zh: string;
    readonly en: string;
  }[];
}

/** A day that the calendar has. */
function isDay(value: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(value)) return false;
  const date = new Date(`${value}T00:00:00Z`);
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(value);
}

function problemOf(field: Field, value: unknown): string | undefined {
  const options = (field.options ?? []).map((o) => o.value);
  const { min = Number.NEGATIVE_INFINITY, max = Number.POSITIVE_INFINITY } = field;
  switch (field.kind) {
    case 'text': {
      const longest = field.max ?? 500;
      const fits = typeof value === 'string' && value.trim() !== '' && value.length <= longest;
      return fits && !value.includes('\0')
        ? undefined
        : `must be text of 1 to ${longest} characters`;
    }
    case 'integer':
    case 'number': {
      const whole = field.kind === 'integer';
      const fits =
        typeof value === 'number' && (whole ? Number.isSafeInteger(value) : Number.isFinite(value));
      if (fits && value >= min && value <= max) return undefined;
      return `must be a ${whole ? 'whole ' : ''}number${Number.isFinite(min) ? ` from ${min}` : ''}${Number.isFinite(max) ? ` to ${max}` : ''}`;
    }
    case 'choice':
      return typeof value === 'string' && options.includes(value)
        ? undefined
        : 'must be one of the options of the field';
    case 'choices':
      return Array.isArray(value) &&
        value.length > 0 &&
        new Set(value).size === value.length &&
        value.every((v) => options.includes(v as string))
        ? undefined
        : 'must be one or more of the options of the field, each once';
    case 'day':
      return typeof value === 'string' && isDay(value) ? undefined : 'must be a day, YYYY-MM-DD';
    case 'link':
      return typeof value === 'string' && /^https?:\/\/[^\s<>"]{1,300}$/.test(value)
        ? undefined
        : 'must be an http or https address';
  }
}

/** What is wrong with the attributes of an entry, field by field; values are never echoed. */
export function attributeProblems(
  fields: readonly Field[],
  attributes: Readonly<Record<string, unknown>>,
): FieldError[] {
  const problems: FieldError[] = [];
  const complain = (name: string, message: string) =>
    problems.push({ field: `attributes/${name}`, code: 'attribute', message });
  for (const field of fields) {
    const value = Object.hasOwn(attributes, field.name) ? attributes[field.name] : undefined;
    if (value === undefined) {
      if (field.required) complain(field.name, 'is needed');
      continue;
    }
    const problem = problemOf(field, value);
    if (problem) complain(field.name, problem);
  }
  const known = new Set(fields.map((field) => field.name));
  if (Object.keys(attributes).some((name) => !known.has(name)))
    problems.push({
      field: 'attributes',
      code: 'unknown',
      message: 'names a field that this register does not have',
    });
  return problems;
}

/** The value of a field as one cell of text, in the language of the reader. */
export function cellOf(field: Field, attributes: Attributes, language: 'zh' | 'en'): string {
  const value = attributes[field.name];
  if (value === undefined) return '';
  const shown = (v: string): string => field.options?.find((o) => o.value === v)?.[language] ?? v;
  if (Array.isArray(value))
    return value.map((v: string) => shown(v)).join(language === 'zh' ? '、' : ', ');
  return typeof value === 'string' ? shown(value) : String(value);
}
