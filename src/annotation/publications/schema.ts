import { type } from 'arktype';
import { id as idText, instant, slug } from '#src/kernel/schema.ts';

const id = idText.as<string>();

export const PublishResult = type({
  /** A finished export of the project. */
  exportId: id,
  /** Name of the dataset in the project's organisation; made as a draft where there is none. */
  dataset: slug,
  /** `anonymous` names no vendor and leaves the certificates to their digests. */
  'vendors?': type.enumerated('named', 'anonymous'),
});
export type PublishResult = typeof PublishResult.infer;

export const PublicationView = type({
  id,
  exportId: id,
  dataset: { org: 'string', name: 'string' },
  /** Where the results lie in the draft. */
  path: 'string',
  provenance: 'Record<string, unknown>',
  createdAt: instant,
});
export type PublicationView = typeof PublicationView.infer;
export const PublicationList = type({ items: PublicationView.array() });
