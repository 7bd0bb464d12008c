import { randomUUID } from 'node:crypto';
import { mkdir, open, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { AppError, errors } from '#src/kernel/errors.ts';
import type { Mail } from '#src/ports/mail.ts';
import { composeMail } from './compose.ts';

export interface OutboxOptions {
  /** Made if missing. */
  readonly folder: string;
  readonly from: string;
}

/** Mail as .eml files, oldest name first; a file appears whole and durable or not at all. */
export function createOutboxMail(options: OutboxOptions): Mail {
  return {
    send: async (message) => {
      const bytes = await composeMail(options.from, message);
      const name = `${new Date().toISOString().replaceAll(/[:.]/g, '-')}-${randomUUID()}`;
      const draft = join(options.folder, `.${name}.new`);
      try {
        await mkdir(options.folder, { recursive: true, mode: 0o700 });
        await writeFile(draft, bytes, { flush: true, mode: 0o600 });
        await rename(draft, join(options.folder, `${name}.eml`));
        await syncFolder(options.folder);
      } catch (error) {
        await rm(draft, { force: true }).catch(() => undefined);
        throw new AppError(errors.unavailable, { cause: error });
      }
    },
  };
}

async function syncFolder(path: string): Promise<void> {
  if (process.platform === 'win32') return;
  const handle = await open(path, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
