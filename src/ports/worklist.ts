import type { Actor } from '#src/kernel/actor.ts';

/** One thing that waits for somebody; features contribute, the operator's page shows them together. */
export interface WorklistItem {
  readonly kind: string;
  readonly title: { readonly zh: string; readonly en: string };
  /** Page that opens the evidence. */
  readonly href: string;
  readonly since: Date;
  readonly due?: Date;
}

export interface WorklistSource {
  /** Items that wait for this actor, oldest first, at most 100. */
  itemsFor(actor: Actor): Promise<WorklistItem[]>;
}
