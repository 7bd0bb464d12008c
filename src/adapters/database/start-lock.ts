import { closeSync, openSync, readFileSync, rmSync, writeFileSync } from 'node:fs';

/** One starter at a time; the lock of a dead process is taken over. */
export async function locked<R>(file: string, work: () => Promise<R>): Promise<R> {
  for (let attempt = 0; ; attempt += 1) {
    try {
      const handle = openSync(file, 'wx', 0o600);
      writeFileSync(handle, String(process.pid));
      closeSync(handle);
      break;
    } catch {
      let holder = 0;
      try {
        holder = Number(readFileSync(file, 'utf8'));
        process.kill(holder, 0);
      } catch {
        rmSync(file, { force: true });
      }
      if (attempt > 600)
        throw new Error(
          `the database is being started by process ${holder}; it did not finish in 60 s`,
        );
      await new Promise((r) => setTimeout(r, 100));
    }
  }
  try {
    return await work();
  } finally {
    rmSync(file, { force: true });
  }
}
