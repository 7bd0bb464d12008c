import { factSpec } from './fact.ts';

export const comparisons = ['is', 'in', 'atLeast', 'atMost', 'present'] as const;

/** A comparison of one fact, or several joined; there is nothing else, so every rule ends. */
export type Test =
  | { readonly fact: string; readonly op: 'is'; readonly value: string | number | boolean }
  | { readonly fact: string; readonly op: 'in'; readonly value: readonly string[] }
  | { readonly fact: string; readonly op: 'atLeast' | 'atMost'; readonly value: number }
  | { readonly fact: string; readonly op: 'present' }
  | { readonly any: readonly Test[] }
  | { readonly all: readonly Test[] };

interface Bilingual {
  readonly zh: string;
  readonly en: string;
}

/** One rule of eligibility with the clause it comes from. */
export interface Rule {
  readonly key: string;
  readonly clause: string;
  /** Whether the source says it, or is silent and this is the declared default. */
  readonly basis: 'text' | 'default';
  readonly title: Bilingual;
  readonly test: Test;
  /** What the applicant does about it. */
  readonly fix: Bilingual;
}

const isText = (value: unknown, max: number): value is string =>
  typeof value === 'string' && value.trim() !== '' && value.length <= max && !value.includes('\0');

const isBilingual = (value: unknown, max: number): boolean =>
  typeof value === 'object' &&
  value !== null &&
  isText((value as Bilingual).zh, max) &&
  isText((value as Bilingual).en, max);

const exactly = (value: object, keys: readonly string[]): boolean => {
  const found = Object.keys(value);
  return found.length === keys.length && keys.every((key) => found.includes(key));
};

function fitsKind(fact: string, op: string, value: unknown): boolean {
  const kind = factSpec(fact)?.kind;
  if (op === 'is')
    return kind === 'text' ? isText(value, 100) : kind !== undefined && typeof value === kind;
  if (op === 'in')
    return (
      kind === 'text' &&
      Array.isArray(value) &&
      value.length > 0 &&
      value.length <= 50 &&
      value.every((v) => isText(v, 100))
    );
  if (op === 'present') return kind === 'text';
  return kind === 'number' && typeof value === 'number' && Number.isFinite(value);
}

/** Whether something is a test of the closed list: known facts, fitting values, at most three deep. */
export function isTest(value: unknown, depth = 3): value is Test {
  if (depth === 0 || typeof value !== 'object' || value === null) return false;
  const joined = 'any' in value ? value.any : 'all' in value ? value.all : undefined;
  if (joined !== undefined)
    return (
      Object.keys(value).length === 1 &&
      Array.isArray(joined) &&
      joined.length > 0 &&
      joined.length <= 6 &&
      joined.every((part) => isTest(part, depth - 1))
    );
  const { fact, op, value: wanted } = value as Record<string, unknown>;
  return (
    typeof fact === 'string' &&
    (comparisons as readonly unknown[]).includes(op) &&
    exactly(value, op === 'present' ? ['fact', 'op'] : ['fact', 'op', 'value']) &&
    fitsKind(fact, op as string, wanted)
  );
}

/** Whether something is a rule in every part. */
export function isRule(value: unknown): value is Rule {
  if (typeof value !== 'object' || value === null) return false;
  const rule = value as Record<string, unknown>;
  return (
    exactly(value, ['key', 'clause', 'basis', 'title', 'test', 'fix']) &&
    typeof rule['key'] === 'string' &&
    /^[a-z][a-z0-9-]{0,39}$/.test(rule['key']) &&
    isText(rule['clause'], 200) &&
    (rule['basis'] === 'text' || rule['basis'] === 'default') &&
    isBilingual(rule['title'], 200) &&
    isBilingual(rule['fix'], 500) &&
    isTest(rule['test'])
  );
}
