import { questionOf, type FormStep } from '#src/selection/forms/form-schema.ts';
import { factSpec, factWord } from '#src/selection/rules/fact.ts';
import { formatNumber } from '../i18n/format.ts';
import { pick } from '../i18n/language.ts';
import { m } from '../i18n/messages.ts';

type Value = string | number | boolean | null;
/** A fact as people call it; an answer by its question, where the form is at hand. */
export function factTitle(fact: string, form: readonly FormStep[] | undefined): string {
  const asked = fact.startsWith('answer.') && form ? questionOf(form, fact.slice(7)) : undefined;
  if (asked) return pick(asked.title, asked['x-title-en']);
  const spec = factSpec(fact);
  if (!spec) return fact;
  return pick(spec.zh, spec.en.charAt(0).toUpperCase() + spec.en.slice(1));
}

export function factValue(fact: string, value: Value): string {
  if (value === null || value === '') return m.selection_fact_none();
  if (typeof value === 'boolean') return value ? m.selection_yes() : m.selection_no();
  if (typeof value === 'number') return formatNumber(value);
  const word = factWord(fact, value);
  return pick(word.zh, word.en);
}
