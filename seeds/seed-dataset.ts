import type { Card } from '#src/catalog/card-schema.ts';

/** A file as the package ships it, or made from it by a named change. */
export interface SeedFile {
  /** Path in the dataset. */
  readonly path: string;
  /** `package/path/inside` of an installed npm package. */
  readonly from: string;
  /** Turns the shipped bytes into these; absent: the very bytes. */
  readonly make?: (shipped: Uint8Array) => Uint8Array;
}

export interface SeedVersion {
  readonly version: string;
  readonly notes: string;
  readonly files: readonly SeedFile[];
}

export interface SeedColumn {
  readonly name: string;
  readonly zh: string;
  readonly en: string;
}

export interface SeedDataset {
  readonly org: string;
  readonly name: string;
  /** Public unless told. */
  readonly visibility?: 'public' | 'organisation' | 'gated';
  readonly card: Omit<Card, 'readme' | 'contact'>;
  /** What the columns or members of the main file mean; goes into the README. */
  readonly columns?: readonly SeedColumn[];
  /** What a reader must know before using the data; goes into the README. */
  readonly remark?: { readonly zh: string; readonly en: string };
  readonly versions: readonly SeedVersion[];
}

/** `name=中文|English` lines as columns. */
export const columns = (lines: readonly string[]): SeedColumn[] =>
  lines.map((line) => {
    const [name = '', meaning = ''] = line.split('=');
    const [zh = '', en = ''] = meaning.split('|');
    return { name, zh, en };
  });

/** The usual case: one version, the files of vega-datasets as shipped. */
export const first = (...files: readonly (SeedFile | string)[]): SeedVersion[] => [
  {
    version: '1.0.0',
    notes: '首个版本。\n\nFirst version.',
    files: files.map((f) => (typeof f === 'string' ? vega(f) : f)),
  },
];

/** A file of vega-datasets, under its own name unless told. */
export const vega = (name: string, path = name): SeedFile => ({
  path,
  from: `vega-datasets/data/${name}`,
});

/** Works of the United States government are in the public domain there; SPDX has no identifier for it. */
export const usGovernment = {
  name: 'U.S. Government Work (public domain)',
  url: 'https://www.usa.gov/government-works',
} as const;

export const provenance = (source: string, via = 'npm: vega-datasets 3.2'): string =>
  `${source}\n\n经由 / via: ${via}`;
