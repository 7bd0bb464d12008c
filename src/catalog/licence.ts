import spdx from 'spdx-license-list' with { type: 'json' };
import type { Licence } from './card-schema.ts';
import type { LicenceOption } from './schema.ts';

const byLowerId = new Map(Object.keys(spdx).map((id) => [id.toLowerCase(), id]));
const names = new Map(Object.entries(spdx).map(([id, entry]) => [id, entry]));

/** The SPDX identifier in its own spelling, or undefined when the list has none such. */
export const spdxId = (id: string): string | undefined => byLowerId.get(id.trim().toLowerCase());

/** Every licence of the SPDX list, by identifier. */
export const licenceOptions = (): LicenceOption[] =>
  [...names].map(([id, entry]) => ({ spdx: id, name: entry.name, url: entry.url }));

/** What lists and filters show: the SPDX identifier, else the name of the own licence, else nothing. */
export const licenceLabel = (licence: Licence | undefined): string | null =>
  licence?.spdx ?? licence?.name ?? null;

/** Addresses and phrases that name one licence and no other; tried in order on lower-case text. */
const phrases: readonly (readonly [RegExp, string | ((m: RegExpExecArray) => string)])[] = [
  [/creativecommons\.org\/publicdomain\/zero\/1\.0/, 'CC0-1.0'],
  [
    /creativecommons\.org\/licenses\/(by(?:-nc)?(?:-sa|-nd)?)\/(\d\.\d)/,
    (m) => `CC-${m[1]}-${m[2]}`,
  ],
  [
    /opendatacommons\.org\/licenses\/(by|odbl|pddl)\/1[.-]0/,
    (m) => ({ by: 'ODC-By-1.0', odbl: 'ODbL-1.0', pddl: 'PDDL-1.0' })[m[1] ?? ''] ?? '',
  ],
  [
    /nationalarchives\.gov\.uk\/doc\/open-government-licence\/version\/(\d)/,
    (m) => `OGL-UK-${m[1]}.0`,
  ],
  [/data\.norge\.no\/nlod\/\w+\/(1|2)\.0/, (m) => `NLOD-${m[1]}.0`],
  [/open\.canada\.ca\/en\/open-government-licence-canada/, 'OGL-Canada-2.0'],
  [/^cc[ -]?0([ -]1\.0)?( universal)?$/, 'CC0-1.0'],
  [
    /^(?:cc|creative commons)[ -](by(?:[ -]nc)?(?:[ -](?:sa|nd))?)[ -]v?(\d\.\d)(?: international)?$/,
    (m) => `CC-${m[1]?.replaceAll(' ', '-')}-${m[2]}`,
  ],
  [/^creative commons attribution 4\.0 international( \(cc by 4\.0\))?\.?$/, 'CC-BY-4.0'],
  [/^(the )?mit licen[cs]e$/, 'MIT'],
  [/^apache(?: licen[cs]e)?,? (?:version )?2\.0$/, 'Apache-2.0'],
];
/** Words of sources that say nothing. */
const nothing = new Set([
  '',
  'other',
  'unknown',
  'none',
  'notspecified',
  'not specified',
  '\\',
  'various',
]);

/**
 * The licence a foreign record states, as ours: SPDX where the text is an SPDX identifier or names
 * exactly one licence; otherwise the words or the address as they stand; undefined when it says nothing.
 */
export function recogniseLicence(stated: string): Licence | undefined {
  const text = stated.trim();
  if (nothing.has(text.toLowerCase())) return undefined;
  const url = /^https?:\/\/[^\s<>"]{1,1990}$/.test(text) ? { url: text } : {};
  const spdx = spdxId(text) ?? byPhrase(text.toLowerCase());
  if (spdx) return { spdx, ...url };
  if ('url' in url) return { name: new URL(text).hostname, ...url };
  return text.length <= 200 ? { name: text } : { name: `${text.slice(0, 80).trimEnd()}…`, text };
}

function byPhrase(text: string): string | undefined {
  for (const [pattern, id] of phrases) {
    const match = pattern.exec(text);
    if (match) return spdxId(typeof id === 'string' ? id : id(match));
  }
  return undefined;
}
