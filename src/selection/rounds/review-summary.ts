import { questionsOf, type Question } from '../forms/form-schema.ts';
import type { ApplicationRow } from '../queries/application.ts';
import type { RuleSetRow } from '../queries/rule-set.ts';

/** Questions whose answers are for the officers alone. */
const privateQuestions = new Set(['contactName', 'contactEmail', 'people']);

/** Text without names that would tell who applies; short marks would tear words apart and stay. */
export function anonymous(text: string, names: readonly string[]): string {
  const hidden = names.filter((name) => name.length >= 2).toSorted((a, b) => b.length - a.length);
  let out = text;
  for (const name of hidden) {
    const pattern = name.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`);
    out = out.replaceAll(new RegExp(pattern, 'gi'), '▇▇');
  }
  return out;
}

function shown(question: Question, value: unknown): string {
  const labels = 'x-enum-labels' in question ? question['x-enum-labels'] : undefined;
  const list = Array.isArray(value) ? value : [value];
  return list.map((v) => labels?.[String(v)]?.zh ?? String(v)).join('、');
}

/** What reviewers read of an application, as Markdown; without `hide` it names the applicants as they wrote. */
export function reviewSummary(
  ruleSet: RuleSetRow,
  row: ApplicationRow,
  hide: readonly string[],
): string {
  const answers = row.snapshot?.answers ?? {};
  const parts = questionsOf(ruleSet.form).flatMap(([name, question]) => {
    const value = Object.hasOwn(answers, name) ? answers[name] : undefined;
    const file = question.type === 'array' && question['x-widget'] === 'file';
    if (value === undefined || file || privateQuestions.has(name) || question.type === 'boolean')
      return [];
    return [`## ${question.title} / ${question['x-title-en']}`, shown(question, value)];
  });
  const facts = Object.entries(row.snapshot?.facts ?? {})
    .filter(
      ([key, value]) =>
        value !== null && !key.startsWith('answer.') && !key.startsWith('provider.'),
    )
    .map(([key, value]) => `- ${key}: ${String(value)}`);
  return anonymous([...parts, '## 事实 / Facts', facts.join('\n')].join('\n\n'), hide);
}
