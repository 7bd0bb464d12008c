import { createReadStream } from 'node:fs';
import { access } from 'node:fs/promises';
import { createInterface } from 'node:readline';
import { ConfigError } from '../config.ts';

/** The lines of a UTF-8 file, read as they are needed. */
export async function readLines(path: string): Promise<AsyncIterable<string>> {
  try {
    await access(path);
  } catch {
    throw new ConfigError(`${path} cannot be read: give the path of a JSONL file.`);
  }
  return createInterface({ input: createReadStream(path, 'utf8'), crlfDelay: Infinity });
}
