import type { ResultItem } from '#src/annotation/region.ts';
import type { LeaseView } from './contract.ts';
import type { DraftConflict } from './desk-state.ts';
import type { LocalDraft } from './local-store.ts';

interface FirstLabels {
  readonly items: readonly ResultItem[];
  /** Of the server's draft. */
  readonly revision: number;
  /** The server's draft, where it is newer than what was changed on this device. */
  readonly conflict: DraftConflict | undefined;
}

/** The labels a task opens with: this device's draft, the server's, returned work, or a model's guess. */
export function firstLabels(lease: LeaseView, local: LocalDraft | undefined): FirstLabels {
  const { draft, returned, task } = lease;
  const revision = draft?.revision ?? 0;
  if (local && (local.revision >= revision || !draft))
    return { items: local.result, revision: local.revision, conflict: undefined };
  if (local && draft && !local.sent)
    return { items: local.result, revision: local.revision, conflict: draft };
  if (draft) return { items: draft.result, revision, conflict: undefined };
  if (returned) return { items: returned.result, revision: 0, conflict: undefined };
  const guess = task.predictions[0]?.result ?? [];
  const items = guess.map((item) =>
    item.type === 'relation' ? item : { ...item, origin: 'prediction' },
  );
  return { items, revision: 0, conflict: undefined };
}
