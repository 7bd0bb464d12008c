import { parseArgs } from 'node:util';
import { ConfigError } from '../config.ts';

/** The flags of one command, checked: unknown and missing ones are named in one sentence. */
export function readFlags<const Names extends readonly string[]>(
  args: readonly string[],
  required: Names,
  optional: readonly string[] = [],
): Record<Names[number], string> & Readonly<Record<string, string | undefined>> {
  const names = [...required, ...optional];
  let values: Record<string, string | boolean | undefined>;
  try {
    ({ values } = parseArgs({
      args: [...args],
      options: Object.fromEntries(names.map((name) => [name, { type: 'string' as const }])),
      strict: true,
    }));
  } catch (error) {
    throw new ConfigError(
      `${(error as Error).message.split('\n')[0]} Known flags: ${names.map((n) => `--${n}`).join(', ')}.`,
    );
  }
  const missing = required.find((name) => !values[name]);
  if (missing) throw new ConfigError(`--${missing} is missing.`);
  return values as never;
}

/** The single positional argument of a command. */
export function readOne(args: readonly string[], what: string): string {
  if (args.length !== 1 || !args[0] || args[0].startsWith('-'))
    throw new ConfigError(`Give ${what}, and nothing else.`);
  return args[0];
}

/** One of a closed list. */
export function readChoice<T extends string>(
  value: string,
  choices: readonly T[],
  flag: string,
): T {
  const found = choices.find((choice) => choice === value);
  if (!found) throw new ConfigError(`--${flag} must be one of ${choices.join(', ')}.`);
  return found;
}
