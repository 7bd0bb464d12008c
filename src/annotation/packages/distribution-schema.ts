import { type } from 'arktype';
import { id as idText, instant, optionalText, slug } from '#src/kernel/schema.ts';

const id = idText.as<string>();
const count = type('1 <= number.integer <= 10000000');
const fen = type('/^[1-9][0-9]{0,14}$/').describe('a whole number of fen above 0');

export const Invite = type({ org: slug, 'share?': count });
export type Invite = typeof Invite.infer;

export const ClaimShare = type({
  /** Short name of the vendor in whose name the caller claims. */
  org: slug,
  /** How many tasks; all that may be taken unless told. */
  'share?': count,
});
export type ClaimShare = typeof ClaimShare.infer;

export const PlaceBid = type({
  org: slug,
  /** Fen for one accepted unit. */
  priceFen: fen,
  share: count,
  'note?': optionalText(2_000),
});
export type PlaceBid = typeof PlaceBid.infer;

const OrgRef = type({ id: 'string', slug: 'string', nameZh: 'string', nameEn: 'string' });
export const BidView = type({
  id,
  vendor: OrgRef,
  priceFen: 'string',
  share: 'number',
  note: 'string',
  state: type.enumerated('sealed', 'withdrawn', 'won', 'lost'),
  createdAt: instant,
  updatedAt: instant,
});
export type BidView = typeof BidView.infer;
export const BidList = type({ items: BidView.array() });

export const InvitationView = type({
  vendor: OrgRef,
  share: 'number | null',
  state: type.enumerated('open', 'accepted', 'declined', 'revoked'),
  createdAt: instant,
});
export type InvitationView = typeof InvitationView.infer;
export const InvitationList = type({ items: InvitationView.array() });

export const AwardShares = type({
  revision: 'number.integer >= 1',
  awards: type({ org: slug, share: count, 'priceFen?': fen })
    .array()
    .atLeastLength(1)
    .atMostLength(50),
});
export type AwardShares = typeof AwardShares.infer;
