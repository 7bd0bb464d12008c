import type { ResultItem } from '#src/annotation/region.ts';
import type {
  CommentView,
  LeaseView as LeaseSchema,
  QueueView,
  Receipt,
  Workbench,
} from '#src/annotation/queue/schema.ts';

export type { CommentView, QueueView, Receipt };
export type WorkbenchView = Workbench;

/** A lease as the API answers it, its results as regions. */
export interface LeaseView extends Omit<LeaseSchema, 'draft' | 'returned' | 'task'> {
  readonly task: TaskView;
  readonly draft: { readonly result: readonly ResultItem[]; readonly revision: number } | null;
  readonly returned: {
    readonly reason: string | null;
    readonly result: readonly ResultItem[];
    readonly comments: readonly CommentView[];
  } | null;
}

export interface TaskView extends Omit<LeaseSchema['task'], 'predictions'> {
  readonly predictions: readonly { readonly result: readonly ResultItem[] }[];
}

export interface Submission {
  readonly submissionId: string;
  readonly result: readonly ResultItem[];
  readonly leadTimeMs: number;
  readonly skipped?: { readonly reason: string };
}
