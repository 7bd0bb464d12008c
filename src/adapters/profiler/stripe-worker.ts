import { parentPort, workerData } from 'node:worker_threads';
import { collectCsv, type CollectOptions } from './collect-csv.ts';
import { NotUtf8 } from './text-source.ts';

/** Collects one stripe of a large file beside the main thread. */
try {
  parentPort?.postMessage(await collectCsv(workerData as CollectOptions));
} catch (error) {
  // The main thread reads the same bytes and decides what to do about them.
  if (!(error instanceof NotUtf8)) throw error;
}
