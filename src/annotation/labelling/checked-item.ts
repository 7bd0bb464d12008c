import type { ConfigControl } from './model.ts';
import type { ResultProblemCode } from './result-problem.ts';

/** What is known of the task that was labelled. */
export interface CheckedTask {
  readonly data: Readonly<Record<string, unknown>>;
  /** Length of each audio in seconds by the name of its object, where it is known. */
  readonly audioSeconds?: Readonly<Record<string, number>>;
}

/** An item of a result as far as its outer shape is right. */
export interface CheckedItem {
  readonly index: number;
  readonly regionId: string | null;
  readonly control: ConfigControl;
  /** Empty where the item names an object that its control does not label. */
  readonly object: string;
  readonly type: string;
  readonly value: Readonly<Record<string, unknown>>;
  readonly raw: Readonly<Record<string, unknown>>;
}

export type TellResult = (
  code: ResultProblemCode,
  values?: Readonly<Record<string, string | number>>,
) => void;

export const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** A word or number as text; what is neither has none. */
export const wordOf = (value: unknown): string =>
  typeof value === 'string' || typeof value === 'number' ? String(value) : '';
