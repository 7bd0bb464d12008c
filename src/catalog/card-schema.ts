import { type } from 'arktype';
import { day as dayText, email as emailText, optionalText, text } from '#src/kernel/schema.ts';

/** Fields of application named by the province's policy on public datasets. */
export const domains = [
  'government',
  'manufacturing',
  'education',
  'health',
  'transport',
  'agriculture',
  'culture-tourism',
  'finance',
  'marine',
  'meteorology',
  'scientific-research',
  'human-resources',
  'other',
] as const;
export const Domain = type.enumerated(...domains);
export type Domain = typeof Domain.infer;

export const modalities = [
  'tabular',
  'text',
  'image',
  'audio',
  'video',
  'geospatial',
  'time-series',
  'graph',
  'multimodal',
  'other',
] as const;
export const Modality = type.enumerated(...modalities);
export type Modality = typeof Modality.infer;

/** Levels of the Data Security Law, article 21: core and important data are never public here. */
export const classifications = ['general', 'important', 'core'] as const;
export const Classification = type.enumerated(...classifications);
export type Classification = typeof Classification.infer;

export const visibilities = ['public', 'organisation', 'gated'] as const;
export const Visibility = type.enumerated(...visibilities);
export type Visibility = typeof Visibility.infer;

export const updateFrequencies = [
  'once',
  'continuous',
  'daily',
  'weekly',
  'monthly',
  'quarterly',
  'yearly',
  'irregular',
] as const;
const UpdateFrequency = type.enumerated(...updateFrequencies);

/** Largest README, UTF-8 bytes. */
export const readmeMaxBytes = 200 * 1024;

export const httpUrl = type('/^https?:\\/\\/[^\\s<>"]{1,1990}$/')
  .describe('an http or https address')
  .as<string>();
/** BCP 47 shape: language, optional script, region and variants, e.g. zh, zh-Hans, en-GB. */
const languageTag = type('/^[a-zA-Z]{2,3}(-[a-zA-Z0-9]{2,8}){0,4}$/')
  .describe('a BCP 47 language tag such as zh or en-GB')
  .as<string>();
const day = dayText.as<string>();
const email = emailText.as<string>();
const longitude = type('-180 <= number <= 180');
const latitude = type('-90 <= number <= 90');

/** Text in Chinese and English; either may be missing, the card rules ask for at least one. */
export const Bilingual = type({ 'zh?': optionalText(20_000), 'en?': optionalText(20_000) });
export type Bilingual = typeof Bilingual.infer;

const Title = type({ 'zh?': text(500), 'en?': text(500) });

/** `spdx` is an identifier of the SPDX licence list; own terms carry a name and text or address. */
export const Licence = type({
  'spdx?': text(80),
  'name?': text(200),
  'text?': text(50_000),
  'url?': httpUrl,
});
export type Licence = typeof Licence.infer;

export const Coverage = type({
  /** First and last day the data speak of; a year or month is given as its first or last day. */
  'from?': day,
  'to?': day,
  'place?': text(300),
  /** West, south, east, north in degrees (WGS 84). */
  'bbox?': [longitude, latitude, longitude, latitude],
});
export type Coverage = typeof Coverage.infer;

const Contact = type({ 'name?': text(200), 'email?': email, 'url?': httpUrl });

/**
 * What a dataset says of itself. A draft may lack most of it; publication asks for title,
 * description, licence and domain. Unknown members are refused.
 */
export const Card = type({
  '+': 'reject',
  title: Title,
  'description?': Bilingual,
  'domain?': Domain,
  'modality?': Modality.array().atMostLength(10),
  'tasks?': text(80).array().atMostLength(30),
  'keywords?': text(80).array().atMostLength(60),
  'languages?': languageTag.array().atMostLength(60),
  'licence?': Licence,
  'provenance?': optionalText(20_000),
  'collectionMethod?': optionalText(20_000),
  'coverage?': Coverage,
  'updateFrequency?': UpdateFrequency,
  'classification?': Classification,
  'contact?': Contact,
  /** Markdown, at most 200 KiB of UTF-8. */
  'readme?': optionalText(readmeMaxBytes),
  'citation?': optionalText(4000),
  'homepage?': httpUrl,
  /** Who made the data, where that is not the organisation that publishes here. */
  'publisher?': text(300),
});
export type Card = typeof Card.infer;
