import { checkResult } from '#src/annotation/labelling/check-result.ts';
import { pick } from '../../i18n/language.ts';
import type { LabelConfig } from './label-config.ts';
import type { ResultItem } from './result.ts';

/** What must be put right before a task may be submitted. */
export interface Want {
  readonly region: string | undefined;
  readonly sentence: string;
}

/** The server's own check, made here first, so that no submission comes back after one has gone on. */
export function wanting(
  config: LabelConfig,
  data: Readonly<Record<string, unknown>>,
  items: readonly ResultItem[],
): Want[] {
  return checkResult(config.model, { data }, items).map(({ regionId, sentence }) => ({
    region: regionId ?? undefined,
    sentence: pick(sentence.zh, sentence.en),
  }));
}
