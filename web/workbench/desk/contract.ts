import type { ResultItem } from '#src/annotation/region.ts';

export interface QueueView {
  readonly state: 'ready' | 'waiting' | 'done' | 'barred';
  readonly open: number;
  readonly leased: number;
  readonly mineLeased: number;
  readonly submitted: number;
  readonly total: number;
  readonly nextExpiresAt: string | null;
  readonly sentence: { readonly zh: string; readonly en: string };
}

export interface WorkbenchView {
  readonly package: {
    readonly id: string;
    readonly title: string;
    readonly deadline: string | null;
  };
  readonly project: {
    readonly id: string;
    readonly title: string;
    readonly instructions: string;
    readonly labelConfig: string;
  };
  readonly me: { readonly role: string };
  readonly queue: QueueView;
  readonly counts: {
    readonly mine: {
      readonly submitted: number;
      readonly accepted: number;
      readonly returned: number;
      readonly skipped: number;
    };
  };
}

export interface TaskView {
  readonly id: string;
  readonly number: number;
  readonly data: Readonly<Record<string, unknown>>;
  readonly media: Readonly<Record<string, string>>;
  readonly predictions: readonly {
    readonly modelVersion?: string | null;
    readonly score?: number | null;
    readonly result: readonly ResultItem[];
  }[];
}

export interface LeaseView {
  readonly id: string;
  readonly slotId: string;
  readonly mode: 'online' | 'offline';
  readonly expiresAt: string;
  readonly attempt: number;
  readonly task: TaskView;
  readonly draft: { readonly result: readonly ResultItem[]; readonly revision: number } | null;
  readonly returned: {
    readonly reason: string | null;
    readonly result: readonly ResultItem[];
    readonly comments?: readonly CommentView[];
  } | null;
}

export interface CommentView {
  readonly id: string;
  readonly regionId: string | null;
  readonly author: { readonly id: string; readonly name: string };
  readonly text: string;
  readonly createdAt: string;
  readonly resolvedAt: string | null;
}

export interface Receipt {
  readonly submissionId: string;
  readonly annotationId: string;
  readonly number: number;
  readonly state: 'submitted' | 'skipped' | 'orphaned';
  readonly digest: string;
  readonly receivedAt: string;
}

export interface Submission {
  readonly submissionId: string;
  readonly result: readonly ResultItem[];
  readonly leadTimeMs: number;
  readonly skipped?: { readonly reason: string };
}
