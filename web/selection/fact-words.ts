import { questionOf, type FormStep } from '#src/selection/forms/form-schema.ts';
import { factSpec } from '#src/selection/rules/fact.ts';
import { formatNumber } from '../i18n/format.ts';
import { pick } from '../i18n/language.ts';
import { m } from '../i18n/messages.ts';
import {
  classifications,
  frequencies,
  organisationKinds,
  organisationStatuses,
  versionStates,
  visibilities,
} from '../ui/labels.ts';

type Value = string | number | boolean | null;
type Words = Readonly<Record<string, () => string>>;

const named = (of: Readonly<Record<string, { readonly name: () => string }>>): Words =>
  Object.fromEntries(Object.entries(of).map(([key, { name }]) => [key, name]));

/** What the values of a fact are called. */
const values: Readonly<Record<string, Words>> = {
  'provider.status': named(organisationStatuses),
  'provider.kind': organisationKinds,
  'dataset.state': {
    draft: m.selection_round_draft,
    published: m.version_state_published,
    suspended: m.org_status_suspended,
    withdrawn: m.version_state_withdrawn,
  },
  'dataset.visibility': named(visibilities),
  'dataset.classification': classifications,
  'dataset.updateFrequency': frequencies,
  'version.state': versionStates,
};

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
  const words = Object.hasOwn(values, fact) ? values[fact] : undefined;
  return words && Object.hasOwn(words, value) ? (words[value]?.() ?? value) : value;
}
