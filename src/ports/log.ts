export type LogFields = Readonly<Record<string, string | number | boolean | null | undefined>>;

/** Structured log: one line an event. Promise: never throws, never holds secrets or request bodies. */
export interface Log {
  info(event: string, fields?: LogFields): void;
  warn(event: string, fields?: LogFields, cause?: unknown): void;
  error(event: string, fields?: LogFields, cause?: unknown): void;
}
