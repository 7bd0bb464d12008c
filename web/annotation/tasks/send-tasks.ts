import type { ImportItem } from '#src/annotation/formats/import-item.ts';
import type { ImportView } from '#src/annotation/tasks/schema.ts';
import { call } from '../../api.ts';

/** A problem of one item, from the file or from the server. */
export interface ItemProblem {
  readonly item: number;
  readonly line: number | null;
  readonly sentence: { readonly zh: string; readonly en: string };
}

export interface Sent {
  readonly read: number;
  readonly tasks: number;
  readonly problems: readonly ItemProblem[];
  /** How many there were; at most `shown` of them are kept. */
  readonly problemCount: number;
}

const batchItems = 1000;
const batchCharacters = 400_000;
const shown = 500;

/**
 * Sends tasks as they are read, in batches, and gathers what was wrong with single items: a bad one stops no
 * other. Throws the refusal of a whole batch; what went before stays imported, as `report` has said.
 */
export async function sendTasks(
  items: AsyncIterable<ImportItem>,
  at: string,
  report: (sent: Sent) => void,
): Promise<Sent> {
  let batch: { readonly item: ImportItem & { kind: 'task' }; readonly size: number }[] = [];
  let sent: Sent = { read: 0, tasks: 0, problems: [], problemCount: 0 };
  const add = (problems: readonly ItemProblem[]): void => {
    sent = {
      ...sent,
      problems: [...sent.problems, ...problems].slice(0, shown),
      problemCount: sent.problemCount + problems.length,
    };
  };
  const flush = async (): Promise<void> => {
    if (batch.length === 0) return;
    const body = { items: batch.map(({ item }) => item.task) };
    const answer = await call<ImportView>('POST', at, body);
    add(
      answer.problems.map((one) => {
        const place = batch[one.item - 1]?.item;
        return { item: place?.item ?? one.item, line: place?.line ?? null, sentence: one.sentence };
      }),
    );
    sent = { ...sent, read: sent.read + batch.length, tasks: sent.tasks + answer.tasks };
    batch = [];
    report(sent);
  };
  for await (const item of items) {
    if (item.kind === 'problem') {
      add([{ item: item.item, line: item.line ?? null, sentence: { zh: item.zh, en: item.en } }]);
      continue;
    }
    const size = JSON.stringify(item.task).length;
    const full = batch.reduce((sum, one) => sum + one.size, size) > batchCharacters;
    if (batch.length >= batchItems || full) await flush();
    batch.push({ item, size });
  }
  await flush();
  report(sent);
  return sent;
}
