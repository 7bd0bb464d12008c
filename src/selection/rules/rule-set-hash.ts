import { canonicalJson } from '#src/kernel/canonical-json.ts';
import { sha256Hex } from '#src/kernel/ids.ts';
import type { FormStep } from '../forms/form-schema.ts';
import type { Settings } from '../shapes.ts';
import type { SourceStatus } from '../tables.ts';
import type { Rule } from './rule.ts';

interface RuleSetContent {
  readonly programme_code: string;
  readonly version: number;
  readonly effective_from: string;
  readonly effective_to: string | null;
  readonly source_document: string;
  readonly source_clause: string;
  readonly source_status: SourceStatus;
  readonly rules: readonly Rule[];
  readonly form: readonly FormStep[];
  readonly settings: Settings;
}

/** sha256 of the canonical JSON of everything a rule set says. */
export function ruleSetHash(row: RuleSetContent): Promise<string> {
  const { programme_code, version, effective_from, effective_to } = row;
  const { source_document, source_clause, source_status, rules, form, settings } = row;
  return sha256Hex(
    canonicalJson({
      ...{ programme_code, version, effective_from, effective_to },
      ...{ source_document, source_clause, source_status, rules, form, settings },
    }),
  );
}
