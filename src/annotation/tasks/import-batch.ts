import { keepContents } from '#src/catalog/index.ts';
import type { BlobInfo } from '#src/ports/blobs.ts';
import type { Trx } from '../deps.ts';
import type { ImportItem } from '../formats/import-item.ts';
import type { StoredMedia } from '../tables.ts';
import { countImported, insertProblems, insertTasks } from './queries.ts';
import { isStorable, newTask, unstorableProblem, type NewTask } from './read-item.ts';

export interface ImportTarget {
  readonly importId: string;
  readonly projectId: string;
  readonly orgId: string;
}

/** Contents that the fields of a task stand for; `contents` are those that this import has stored itself. */
export interface ItemMedia {
  readonly media?: Record<string, StoredMedia> | null;
  readonly contents?: readonly BlobInfo[];
}

const mediaUse = ({ importId, orgId }: ImportTarget) => ({
  usedBy: `annotation-import:${importId}`,
  orgId,
});

type Problem = Extract<ImportItem, { kind: 'problem' }>;
interface KeptProblem extends Omit<Problem, 'code' | 'kind' | 'lost'> {
  code: string;
}

/** Items collected until they are written together: tasks, problems and counters in one transaction. */
export class ImportBatch {
  readonly #of: ImportTarget;
  readonly #problemsBefore: bigint;
  readonly #tasks: NewTask[] = [];
  readonly #problems: KeptProblem[] = [];
  readonly #contents: BlobInfo[] = [];
  #annotations = 0;
  #characters = 0;
  /** Number of the last item taken in. */
  lastItem = 0;

  constructor(of: ImportTarget, problemsBefore: bigint) {
    this.#of = of;
    this.#problemsBefore = problemsBefore;
  }

  /** Large enough to be written; ask only between two items. */
  get full(): boolean {
    return (
      this.#tasks.length >= 1_000 || this.#characters > 1_000_000 || this.#problems.length >= 2_000
    );
  }

  get problems(): number {
    return this.#problems.length;
  }

  add(item: ImportItem, { media, contents }: ItemMedia = { media: null }, size = 0): void {
    this.lastItem = Math.max(this.lastItem, item.item);
    this.#characters += size;
    if (item.kind === 'problem') {
      this.#problems.push(item);
      return;
    }
    const place = item.line === undefined ? null : { item: item.item, line: item.line };
    const task = { ...newTask(item.task, place), media: media ?? null };
    if (isStorable(task)) {
      this.#tasks.push(task);
      this.#contents.push(...(contents ?? []));
      this.#annotations += item.task.annotations.length;
    } else this.#problems.push({ ...unstorableProblem, item: item.item });
  }

  /** Writes what was collected and says how much it was. */
  async store(
    trx: Trx,
    progress: { readonly doneBytes: number },
  ): Promise<{ tasks: number; problems: number }> {
    const { importId, orgId } = this.#of;
    await keepContents(trx as never, mediaUse(this.#of), this.#contents);
    await insertTasks(trx, this.#of, this.#tasks);
    await insertProblems(
      trx,
      this.#problems.map((p, n) => ({
        import_id: importId,
        number: this.#problemsBefore + BigInt(n + 1),
        org_id: orgId,
        item: p.item,
        line: p.line ?? null,
        field: p.at ?? p.file ?? null,
        code: p.code,
        zh: p.zh,
        en: p.en,
      })),
    );
    const counts = { tasks: this.#tasks.length, problems: this.#problems.length };
    await countImported(trx, importId, {
      ...counts,
      annotations: this.#annotations,
      items: this.lastItem,
      doneBytes: progress.doneBytes,
    });
    return counts;
  }
}
