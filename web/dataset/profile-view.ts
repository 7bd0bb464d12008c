/**
 * What the viewer reads of the profiler's documents, which the API carries as plain JSON
 * (`FileProfile.preview` and `.result`). Members it does not show are left out.
 */
export interface Statement {
  readonly code: string;
  readonly zh: string;
  readonly en: string;
  readonly line?: number;
}

export interface HistogramView {
  readonly from: number;
  readonly to: number;
  readonly counts: readonly number[];
}

export interface ColumnView {
  readonly name: string;
  readonly type: string;
  readonly empty: number;
  readonly nulls: number;
  readonly distinct: number;
  readonly distinctApproximate: boolean;
  readonly min?: number | string;
  readonly max?: number | string;
  readonly mean?: number;
  readonly histogram?: HistogramView;
  readonly top?: readonly { readonly value: string; readonly count: number }[];
  readonly sensitive?: string;
}

export interface ProfileView {
  readonly format: string;
  readonly encoding?: string;
  readonly delimiter?: string;
  readonly rows?: number;
  readonly columnCount?: number;
  readonly columns?: readonly ColumnView[];
  readonly sheets?: readonly {
    readonly name: string;
    readonly rows: number;
    readonly columnCount: number;
    readonly columns: readonly ColumnView[];
  }[];
  readonly ragged?: {
    readonly total: number;
    readonly first: readonly { readonly line: number }[];
  };
  readonly json?: {
    readonly keys: readonly {
      readonly path: string;
      readonly types: Readonly<Record<string, number>>;
    }[];
  };
  readonly warnings?: readonly Statement[];
  readonly error?: Statement;
}

export interface PreviewView {
  readonly kind: string;
  /** The file holds more than was looked at. */
  readonly partial?: boolean;
  readonly format: string;
  readonly encoding?: string;
  readonly delimiter?: string;
  readonly columns?: readonly string[];
  readonly rows?: readonly (readonly (string | null)[])[];
  readonly sheet?: string;
  readonly text?: string;
  readonly image?: { readonly width: number; readonly height: number };
  readonly audio?: {
    readonly seconds?: number;
    readonly sampleRate?: number;
    readonly channels?: number;
  };
  readonly zip?: {
    readonly entries: number;
    readonly files: readonly { readonly path: string; readonly sizeBytes: number }[];
  };
  readonly warnings?: readonly Statement[];
  readonly error?: Statement;
}

/** Rows the profile counted, of the sheet that is shown where there are sheets. */
export function shownColumns(profile: ProfileView | undefined, preview: PreviewView | undefined) {
  const sheet = profile?.sheets?.find((one) => one.name === preview?.sheet) ?? profile?.sheets?.[0];
  return {
    columns: profile?.columns ?? sheet?.columns ?? [],
    rows: profile?.rows ?? sheet?.rows,
    columnCount: profile?.columnCount ?? sheet?.columnCount ?? preview?.columns?.length,
  };
}
