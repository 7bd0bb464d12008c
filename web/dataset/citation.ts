/** What a citation needs; the same for every style. */
export interface Citable {
  readonly author: string;
  readonly title: string;
  /** Name of the hub, which publishes. */
  readonly publisher: string;
  readonly version: string;
  /** Instant of publication, ISO 8601. */
  readonly publishedAt: string;
  /** Address of exactly this version. */
  readonly url: string;
  /** Day of access, `YYYY-MM-DD`. */
  readonly accessedOn: string;
  /** `org/name`, from which keys are made. */
  readonly key: string;
}

const yearOf = (instant: string): string => instant.slice(0, 4);
const dayOf = (instant: string): string => instant.slice(0, 10);

/** GB/T 7714-2015, 4.6 electronic resource; DS/OL is a data set online (appendix B). */
export function gbt7714(of: Citable): string {
  const year = yearOf(of.publishedAt);
  return `${of.author}. ${of.title}: V${of.version}[DS/OL]. ${of.publisher}, ${year} (${dayOf(of.publishedAt)})[${of.accessedOn}]. ${of.url}.`;
}

const specials: Readonly<Record<string, string>> = {
  '\\': '\\textbackslash{}',
  '{': '\\{',
  '}': '\\}',
  '#': '\\#',
  $: '\\$',
  '%': '\\%',
  '&': '\\&',
  _: '\\_',
  '~': '\\textasciitilde{}',
  '^': '\\textasciicircum{}',
};
const tex = (text: string): string => text.replaceAll(/[\\{}#$%&_~^]/gu, (c) => specials[c] ?? c);

/** `@misc`, which every BibTeX style knows; double braces keep the case of names and titles. */
export function bibtex(of: Citable): string {
  const key = `${of.key.replaceAll(/[^a-z0-9]+/giu, '-')}-${of.version}`;
  const fields: readonly (readonly [string, string])[] = [
    ['author', `{${tex(of.author)}}`],
    ['title', `{${tex(of.title)}}`],
    ['year', yearOf(of.publishedAt)],
    ['version', of.version],
    ['publisher', `{${tex(of.publisher)}}`],
    ['howpublished', `Data set`],
    ['url', of.url],
    ['urldate', of.accessedOn],
  ];
  const lines = fields.map(([name, value]) => `  ${name} = {${value}},`);
  return [`@misc{${key},`, ...lines, '}'].join('\n');
}

/** APA 7th edition, section 10.9 (data sets). */
export function apa(of: Citable): string {
  const author = of.author.endsWith('.') ? of.author : `${of.author}.`;
  return `${author} (${yearOf(of.publishedAt)}). ${of.title} (Version ${of.version}) [Data set]. ${of.publisher}. ${of.url}`;
}
