/** What a rule set says besides its rules and its form. */
export interface Settings {
  readonly rubric: readonly {
    readonly key: string;
    readonly title: { readonly zh: string; readonly en: string };
    readonly help: { readonly zh: string; readonly en: string };
    /** Per cent of the whole. */
    readonly weight: number;
    readonly min: number;
    readonly max: number;
  }[];
  readonly blind: 'open' | 'single' | 'double';
  readonly reviewsPerItem: number;
  readonly conflictYears: number;
  /** Days from the start of the review to its end. */
  readonly reviewDays: number;
  readonly shortlist: number;
  readonly noticeWorkingDays: number;
  /** Years after which an entry of the directory expires, and after which it is looked at again. */
  readonly entryYears?: { readonly valid: number; readonly review: number };
  /** Declared beforehand; keys of criteria, the first decides first. */
  readonly tieBreakers: readonly string[];
}

/** Answers to the form, by name of the question. */
export type Answer = string | number | boolean | readonly string[];
export type Answers = Readonly<Record<string, Answer>>;

export interface SnapshotFile {
  readonly field: string;
  readonly name: string;
  readonly sha256: string;
  readonly sizeBytes: number;
}

/** An application exactly as it was submitted; its sha256 is that of its canonical JSON. */
export interface Snapshot {
  readonly application: string;
  readonly number: string;
  readonly version: number;
  readonly round: string;
  readonly ruleSet: { readonly id: string; readonly sha256: string };
  readonly title: string;
  readonly lead: SnapshotOrganisation;
  readonly joint: readonly SnapshotOrganisation[];
  readonly dataset: {
    readonly id: string;
    readonly org: string;
    readonly name: string;
    readonly versionId: string;
    readonly semver: string;
    readonly manifestDigest: string;
    readonly scorecardDigest: string | null;
  } | null;
  readonly answers: Answers;
  readonly files: readonly SnapshotFile[];
  readonly facts: Readonly<Record<string, unknown>>;
}

export interface SnapshotOrganisation {
  readonly id: string;
  readonly slug: string;
  readonly name: { readonly zh: string; readonly en: string };
  readonly uscc: string | null;
}
