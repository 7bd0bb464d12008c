import { AppError } from '#src/kernel/errors.ts';
import { annotationErrors } from '../errors.ts';
import { checkResult } from '../labelling/check-result.ts';
import type { LabelConfig } from '../labelling/model.ts';
import { parseConfig } from '../labelling/parse-config.ts';

/** Configurations read lately, by their text; the oldest goes first. */
const parsed = new Map<string, LabelConfig | undefined>();
const mostParsed = 64;

function configOf(text: string): LabelConfig | undefined {
  if (parsed.has(text)) return parsed.get(text);
  const { config } = parseConfig(text);
  const oldest = parsed.keys().next();
  if (parsed.size >= mostParsed && !oldest.done) parsed.delete(oldest.value);
  parsed.set(text, config);
  return config;
}

/** Refuses a result that does not fit the configuration: annotation.badResult names each region. */
export function checkSubmission(
  labelConfig: string,
  data: Readonly<Record<string, unknown>>,
  result: readonly unknown[],
): void {
  const config = configOf(labelConfig);
  const problems = config ? checkResult(config, { data }, result) : [];
  if (problems.length === 0) return;
  const shown = problems.slice(0, 100);
  throw new AppError(annotationErrors.badResult, {
    errors: shown.map(({ index, code, sentence }) => ({
      field: index === null ? 'result' : `result/${index}`,
      code,
      message: sentence.en,
    })),
    extra: {
      problems: shown.map(({ index, regionId, code }) => ({ index, regionId, code })),
      zh: shown.map((p) => p.sentence.zh),
    },
  });
}
