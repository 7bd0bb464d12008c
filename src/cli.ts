import { createJsonLog } from '#src/adapters/log/json-log.ts';
import { AppError } from '#src/kernel/errors.ts';
import { commands } from './cli/commands.ts';
import { ConfigError, readConfig } from './config.ts';
import { openHub } from './main.hub.ts';

const [name = '', ...args] = process.argv.slice(2);

/** One clear line for people; the cause of an unexpected failure beside it. */
function sentenceOf(error: unknown): string {
  if (error instanceof ConfigError) return error.message;
  if (error instanceof AppError)
    return [error.spec.en, ...error.errors.map((e) => `${e.field} ${e.message}.`)].join(' ');
  return `${name} failed: ${error instanceof Error ? error.message : JSON.stringify(error)}`;
}

async function main(): Promise<void> {
  const command = Object.hasOwn(commands, name) ? commands[name] : undefined;
  if (!command)
    throw new ConfigError(
      `There is no command "${name.slice(0, 40)}": use ${Object.keys(commands).join(', ')}.`,
    );
  const run = await command(args);
  const config = readConfig(process.env);
  const log = createJsonLog((line) =>
    process.stderr.write(process.env['DEBUG'] ? `${line}\n` : ''),
  );
  const node = await openHub(config, log);
  try {
    process.stdout.write(`${await run(node)}\n`);
  } finally {
    await node.close();
  }
}

try {
  await main();
  process.exit(0);
} catch (error) {
  process.stderr.write(`${sentenceOf(error)}\n`);
  process.exit(1);
}
