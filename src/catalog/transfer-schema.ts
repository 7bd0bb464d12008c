import { type } from 'arktype';
import { id as idText, instant, slug as slugText } from '#src/kernel/schema.ts';
import { Bilingual } from './card-schema.ts';
import { OrgRef } from './schema.ts';

const id = idText.as<string>();
const slug = slugText.as<string>();
const revision = type('number.integer >= 1').describe('the revision last read');

export const OfferTransfer = type({ revision, to: slug });
const transferStates = ['offered', 'accepted', 'declined', 'cancelled'] as const;
export const TransferView = type({
  id,
  datasetId: id,
  dataset: { org: 'string', name: 'string', title: Bilingual },
  from: OrgRef,
  to: OrgRef,
  state: type.enumerated(...transferStates),
  createdAt: instant,
});
export type TransferView = typeof TransferView.infer;
export const TransferList = type({ items: TransferView.array() });
