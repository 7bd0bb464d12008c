import type { FieldError } from '#src/kernel/errors.ts';
import type { Answer } from '../shapes.ts';
import { questionOf, questionsOf, type FormStep, type Question } from './form-schema.ts';

function isDay(value: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(value)) return false;
  const date = new Date(`${value}T00:00:00Z`);
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(value);
}

const formats: Readonly<Record<'date' | 'email' | 'uri', (value: string) => boolean>> = {
  date: isDay,
  email: (value) => /^[^@\s]{1,64}@[^@\s]{1,190}$/.test(value),
  uri: (value) => /^https?:\/\/[^\s<>"]{1,1990}$/.test(value),
};

const fits: { [T in Question['type']]: (value: unknown) => boolean } = {
  string: (value) => typeof value === 'string',
  integer: (value) => Number.isSafeInteger(value),
  number: (value) => typeof value === 'number' && Number.isFinite(value),
  boolean: (value) => typeof value === 'boolean',
  array: (value) => Array.isArray(value) && value.every((v) => typeof v === 'string'),
};

/** JSON Schema counts code points. */
const lengthOf = (text: string): number => Array.from(text).length;

function textProblem(q: Extract<Question, { type: 'string' }>, value: string): string | undefined {
  const length = lengthOf(value.trim() === '' ? '' : value);
  if (q.enum) return q.enum.includes(value) ? undefined : 'must be one of the options';
  if (length < (q.minLength ?? 0)) return `must have at least ${q.minLength} characters`;
  if (length > q.maxLength) return `must have at most ${q.maxLength} characters`;
  if (q.format && !formats[q.format](value))
    return {
      date: 'must be a day, YYYY-MM-DD',
      email: 'must be an e-mail address',
      uri: 'must be an http or https address',
    }[q.format];
  return undefined;
}

function listProblem(
  q: Extract<Question, { type: 'array' }>,
  value: readonly string[],
): string | undefined {
  if (new Set(value).size !== value.length) return 'must not hold anything twice';
  if (value.length < (q.minItems ?? 0)) return `must have at least ${q.minItems}`;
  if (value.length > q.maxItems) return `must have at most ${q.maxItems}`;
  const { enum: options } = q.items;
  return options && !value.every((v) => options.includes(v))
    ? 'must be among the options'
    : undefined;
}

function problemOf(q: Question, value: unknown): string | undefined {
  if (!fits[q.type](value)) return `must be of type ${q.type}`;
  switch (q.type) {
    case 'string':
      return textProblem(q, value as string);
    case 'array':
      return listProblem(q, value as string[]);
    case 'boolean':
      return q.const && value !== true ? 'must be confirmed' : undefined;
    default:
      return (value as number) < q.minimum || (value as number) > q.maximum
        ? `must be from ${q.minimum} to ${q.maximum}`
        : undefined;
  }
}

const isEmpty = (value: unknown): boolean =>
  value === undefined || value === '' || (Array.isArray(value) && value.length === 0);

/** What keeps the answers from being submitted, question by question; values are never echoed. */
export function answerProblems(
  form: readonly FormStep[],
  answers: Readonly<Record<string, unknown>>,
): FieldError[] {
  const problems: FieldError[] = [];
  for (const step of form)
    for (const [name, question] of Object.entries(step.schema.properties)) {
      const value = Object.hasOwn(answers, name) ? answers[name] : undefined;
      const field = `answers/${name}`;
      if (isEmpty(value)) {
        if (step.schema.required.includes(name))
          problems.push({ field, code: 'missing', message: 'is needed' });
        continue;
      }
      const message = problemOf(question, value);
      if (message) problems.push({ field, code: 'answer', message });
    }
  return [...problems, ...strangers(form, answers)];
}

function strangers(
  form: readonly FormStep[],
  answers: Readonly<Record<string, unknown>>,
): FieldError[] {
  const known = new Set(questionsOf(form).map(([name]) => name));
  return Object.keys(answers).every((name) => known.has(name))
    ? []
    : [
        {
          field: 'answers',
          code: 'unknown',
          message: 'names a question that the form does not have',
        },
      ];
}

/** A draft may be incomplete, but only in the shape of the form: known questions, right types. */
export function draftProblems(
  form: readonly FormStep[],
  answers: Readonly<Record<string, Answer>>,
): FieldError[] {
  const wrong = Object.entries(answers).flatMap(([name, value]) => {
    const question = questionOf(form, name);
    if (!question) return [];
    const file = question.type === 'array' && question['x-widget'] === 'file';
    const long = typeof value === 'string' && value.length > 20_000;
    return fits[question.type](value) && !file && !long
      ? []
      : [{ field: `answers/${name}`, code: 'type', message: `must be of type ${question.type}` }];
  });
  return [...strangers(form, answers), ...wrong];
}
