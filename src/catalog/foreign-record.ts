import { type } from 'arktype';

/** One line of an outside catalogue, as JSON; members beyond these are ignored. */
export const ForeignRecord = type({
  /** Identifier at the source, prefixed by the source: what makes a second import find the first. */
  id: '1 <= string <= 300',
  title: type('/\\S/').and('string <= 500').describe('a title of 1 to 500 characters'),
  source: type('/^[a-z0-9]([a-z0-9-]{0,50}[a-z0-9])?$/').describe('1 to 52 of a-z, 0-9 and -'),
  'description?': 'string <= 20000',
  'keywords?': 'string[]',
  'licence?': 'string <= 50000',
  'publisher?': 'string',
  /** Address of the data; one that is no http or https address is left out, the record is taken. */
  'url?': 'string',
  'language?': 'string',
  'data_languages?': 'string[]',
  'country?': 'string | null',
  'update_frequency?': 'string | null',
  /** First and last day, `YYYY-MM-DD/YYYY-MM-DD`. */
  'temporal?': 'string',
  /** West, south, east, north, separated by commas. */
  'bbox?': 'string',
});
export type ForeignRecord = typeof ForeignRecord.infer;

/** The record of a line, or why it is not one; the reason names the member, not its value. */
export function parseForeignRecord(line: string): ForeignRecord | { readonly reason: string } {
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch {
    return { reason: 'is not JSON' };
  }
  const parsed = ForeignRecord(value);
  if (!(parsed instanceof type.errors)) return parsed;
  const first = parsed[0];
  return { reason: `${first?.path.join('.') || 'the line'} must be ${first?.expected ?? 'valid'}` };
}

const address = /^https?:\/\/[^\s<>"]{1,1990}$/;

/** The address of the data, where the record gives one that can be followed. */
export const linkOf = (record: Pick<ForeignRecord, 'url'>): string | undefined =>
  record.url !== undefined && address.test(record.url) && URL.canParse(record.url)
    ? record.url
    : undefined;
