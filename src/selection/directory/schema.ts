import { type, type Type } from 'arktype';
import { id as uuid, instant } from '#src/kernel/schema.ts';

/** Ids are plain text in types; the pattern stays in the document. */
const id = uuid as unknown as Type<string>;
const prose = (max: number) =>
  type('/^[^\\x00-\\x20][^\\x00]*$/')
    .and(`string <= ${max}`)
    .describe(`text of 1 to ${max} characters`);
const revision = type('number.integer >= 1');
const shown = type({ zh: 'string', en: 'string' });

export const EntryPath = type({ id });
export const RoundPath = type({ id });
export const DirectoryQuery = type({
  'year?': type('/^20[0-9]{2}$/').describe('a year from 2000 to 2099'),
});
export const FileQuery = type({
  'year?': type('/^20[0-9]{2}$/').describe('a year from 2000 to 2099'),
  'lang?': "'zh' | 'en'",
});
export const LanguageQuery = type({ 'lang?': "'zh' | 'en'" });
export const CertificatePath = type({
  number: type('/^HQD-20[0-9]{2}-(0[1-9]|10)$/').describe(
    'the number of a certificate, HQD-2026-01',
  ),
});

export const DirectoryEntry = type({
  id,
  year: 'number.integer',
  /** 1 to 10 */
  slot: 'number.integer',
  /** HQD-2026-01: year and slot. */
  certificate: 'string',
  state: "'listed' | 'expired' | 'revoked'",
  title: shown,
  field: 'string',
  organisations: type({ slug: 'string', name: shown }).array(),
  /** Address of the dataset while it is in the catalogue. */
  'dataset?': { org: 'string', name: 'string' },
  semver: 'string',
  publishedAt: instant,
  /** YYYY-MM-DD, the last day included. */
  validTo: 'string',
  'revokedAt?': instant,
  'revokedReason?': 'string',
});
export type DirectoryEntryBody = typeof DirectoryEntry.infer;
export const DirectoryView = type({
  years: type({
    year: 'number.integer',
    slots: 'number.integer',
    listed: 'number.integer',
  }).array(),
  items: DirectoryEntry.array(),
});
export type DirectoryViewBody = typeof DirectoryView.infer;
export const EntryView = DirectoryEntry.and({
  round: { id, title: shown },
  /** What the decision rested on. */
  merit: { 'rank?': 'number', 'raw?': 'number', 'adjusted?': 'number' },
  /** The notice at which anybody could object. */
  'notice?': id,
  reviewDue: 'string',
  reviews: type({ at: instant, note: 'string', nextDue: 'string' }).array(),
  revision,
});
export type EntryViewBody = typeof EntryView.infer;

export const CertificateView = type({
  number: 'string',
  /** False for an entry that expired or was revoked. */
  valid: 'boolean',
  entry: DirectoryEntry,
});
export type CertificateViewBody = typeof CertificateView.infer;

export const PublicationView = type({
  round: { id, title: shown, year: 'number.integer', state: 'string' },
  slots: { used: 'number.integer', left: 'number.integer' },
  /** The decision is in effect. */
  ready: 'boolean',
  items: type({
    application: id,
    number: 'string',
    title: 'string',
    organisation: shown,
    place: 'number.integer',
    'entry?': { id, slot: 'number.integer' },
  }).array(),
});
export type PublicationViewBody = typeof PublicationView.infer;
export const Publish = type({
  '+': 'reject',
  /** Only these of the selected; all that wait where absent. */
  'applications?': id.array().atLeastLength(1).atMostLength(10),
});
export const RevokeEntry = type({ '+': 'reject', revision, reason: prose(500) });
export const ReviewEntry = type({ '+': 'reject', revision, note: prose(2000) });
