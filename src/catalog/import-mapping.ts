import type { Card, Coverage } from './card-schema.ts';
import { linkOf, type ForeignRecord } from './foreign-record.ts';
import { guessDomain, guessModality, tasksAmong } from './guess-field.ts';
import { recogniseLicence } from './licence.ts';

const frequencies: Readonly<Record<string, NonNullable<Card['updateFrequency']>>> = {
  'real-time': 'continuous',
  continuous: 'continuous',
  daily: 'daily',
  weekly: 'weekly',
  monthly: 'monthly',
  quarterly: 'quarterly',
  annual: 'yearly',
  yearly: 'yearly',
  irregular: 'irregular',
  once: 'once',
};

const dayPattern = /^\d{4}-\d{2}-\d{2}$/;
const realDay = (day: string | undefined): string | undefined =>
  day !== undefined &&
  dayPattern.test(day) &&
  new Date(`${day}T00:00:00Z`).toJSON()?.startsWith(day)
    ? day
    : undefined;

function boxOf(text: string | undefined): Coverage['bbox'] | undefined {
  const [west, south, east, north, more] = (text ?? '')
    .split(',')
    .map((n) => (n.trim() === '' ? Number.NaN : Number(n)));
  if (
    west === undefined ||
    south === undefined ||
    east === undefined ||
    north === undefined ||
    more !== undefined
  )
    return undefined;
  const fits =
    Math.abs(west) <= 180 && Math.abs(east) <= 180 && south >= -90 && north <= 90 && south <= north;
  return fits ? [west, south, east, north] : undefined;
}

function placeOf(country: string | null | undefined, language: string): string | undefined {
  if (!country || !/^[A-Z]{2}$/.test(country)) return undefined;
  return new Intl.DisplayNames(language, { type: 'region', fallback: 'none' }).of(country);
}

function coverageOf(record: ForeignRecord, language: string): Coverage | undefined {
  const [first, last] = (record.temporal ?? '').split('/');
  const from = realDay(first);
  const to = realDay(last);
  const place = placeOf(record.country, language);
  const bbox = boxOf(record.bbox);
  const ordered = !from || !to || from <= to;
  const coverage: Coverage = {
    ...(from && ordered ? { from } : {}),
    ...(to && ordered ? { to } : {}),
    ...(place ? { place } : {}),
    ...(bbox ? { bbox } : {}),
  };
  return Object.keys(coverage).length > 0 ? coverage : undefined;
}

/** Language tags of the data where the record names them, else the language of the record itself. */
function languagesOf(record: ForeignRecord): string[] {
  const tags = record.data_languages ?? (record.language ? [record.language] : []);
  const real = tags.filter((t) => /^[a-z]{2,3}(-[A-Za-z0-9]{2,8}){0,4}$/.test(t) && t !== 'und');
  return [...new Set(real.flatMap(canonical))].slice(0, 60);
}

function canonical(tag: string): string[] {
  try {
    return Intl.getCanonicalLocales(tag);
  } catch {
    return [];
  }
}

/** The card of a foreign record: nothing is claimed that the record does not say. */
export function cardOfRecord(record: ForeignRecord): Card {
  const language = record.language === 'zh' ? 'zh' : 'en';
  const keywords = [...new Set((record.keywords ?? []).map((k) => k.trim()))].filter(
    (k) => k !== '' && k.length <= 80,
  );
  const description = record.description?.trim();
  const licence = recogniseLicence(record.licence ?? '');
  const coverage = coverageOf(record, language);
  const updateFrequency = frequencies[record.update_frequency ?? ''];
  const modality = guessModality(keywords);
  const tasks = tasksAmong(keywords);
  const languages = languagesOf(record);
  const homepage = linkOf(record);
  const publisher = record.publisher?.trim().slice(0, 300);
  return {
    title: { [language]: record.title.trim() },
    ...(description ? { description: { [language]: description } } : {}),
    domain: guessDomain(keywords),
    ...(modality.length > 0 ? { modality } : {}),
    ...(tasks.length > 0 ? { tasks: tasks.slice(0, 30) } : {}),
    ...(keywords.length > 0 ? { keywords: keywords.slice(0, 60) } : {}),
    ...(languages.length > 0 ? { languages } : {}),
    ...(licence ? { licence } : {}),
    ...(coverage ? { coverage } : {}),
    ...(updateFrequency ? { updateFrequency } : {}),
    ...(homepage ? { homepage } : {}),
    ...(publisher ? { publisher } : {}),
  };
}

/** FNV-1a of 32 bits as six base-36 digits: tells apart names that become equal as slugs. */
function shortHash(text: string): string {
  let hash = 0x811c9dc5;
  for (const byte of new TextEncoder().encode(text))
    hash = Math.imul(hash ^ byte, 0x01000193) >>> 0;
  return hash.toString(36).padStart(7, '0').slice(0, 7);
}

/** A dataset name from the identifier at the source, free among `taken`. */
export function nameOfRecord(
  record: Pick<ForeignRecord, 'id' | 'source'>,
  taken: ReadonlySet<string>,
): string {
  const own = record.id.startsWith(`${record.source}:`)
    ? record.id.slice(record.source.length + 1)
    : record.id;
  const plain = own
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '');
  const short = plain.slice(0, 55).replace(/-+$/, '');
  const name =
    plain.length >= 2 && plain.length <= 64
      ? plain
      : `${short || 'dataset'}-${shortHash(record.id)}`;
  return taken.has(name) ? `${name.slice(0, 55).replace(/-+$/, '')}-${shortHash(record.id)}` : name;
}
