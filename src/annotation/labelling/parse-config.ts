import { checkConfig } from './check-config.ts';
import { configProblem, type ConfigProblem } from './config-problem.ts';
import { readModel } from './read-model.ts';
import { readXml } from './read-xml.ts';
import type { LabelConfig } from './model.ts';
import { placesOf } from './xml-document.ts';

export interface ParsedConfig {
  /** What could be read; present even where problems were found, absent where nothing could be. */
  readonly config: LabelConfig | undefined;
  /** In the order of the text. */
  readonly problems: ConfigProblem[];
  /** No problem is an error. */
  readonly ok: boolean;
}

/** Reads a label configuration (Label Studio XML) and says all that is wrong with it. Never throws. */
export function parseConfig(text: string): ParsedConfig {
  const place = placesOf(text);
  const { root, findings } = readXml(text);
  const problems = findings.map((one) =>
    configProblem(one.code, place(one.offset, one.length), { name: one.name ?? '' }),
  );
  const config = root && readModel(root);
  if (config) problems.push(...checkConfig(config, place));
  problems.sort((a, b) => a.offset - b.offset || a.code.localeCompare(b.code));
  return { config, problems, ok: problems.every((one) => one.severity !== 'error') };
}
