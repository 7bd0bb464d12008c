import { bytesOf, type ExportEntry, type ExportInput } from './export-input.ts';
import { ExportTally, type Carried, type ExportReport } from './export-tally.ts';
import { carriedByRecords } from './records.ts';
import { fieldOf } from './shapes.ts';
import { carriedByCoco, writeCoco } from './write-coco.ts';
import { writeJson, writeJsonLines } from './write-json.ts';
import { writeJsonMin, writeTable } from './write-records.ts';
import { carriedByConll, carriedBySpacy, writeConll, writeSpacy } from './write-text.ts';
import { carriedByVoc, writeVoc } from './write-voc.ts';
import { carriedByYolo, writeYolo } from './write-yolo.ts';

type TextWriter = (input: ExportInput, tally: ExportTally) => AsyncGenerator<string>;
type EntryWriter = (input: ExportInput, tally: ExportTally) => AsyncGenerator<ExportEntry>;

type Carries = Omit<Carried, 'data'> & { data?: 'Image' | 'Text' };

type Format = { carries?: Carries; contentType: string } & (
  | { kind: 'file'; name: string; write: TextWriter }
  | { kind: 'archive'; write: EntryWriter }
);

const json = 'application/json';
const onImage = <T extends Carried>(carried: T) => ({ ...carried, data: 'Image' as const });
const onText = <T extends Carried>(carried: T) => ({ ...carried, data: 'Text' as const });
const zip = {
  kind: 'archive',
  contentType: 'application/zip',
  carries: onImage(carriedByYolo),
} as const;

const formats = {
  JSON: { kind: 'file', name: 'result.json', contentType: json, write: writeJson },
  JSONL: {
    kind: 'file',
    name: 'result.jsonl',
    contentType: 'application/jsonl',
    write: writeJsonLines,
  },
  JSON_MIN: {
    kind: 'file',
    name: 'result.json',
    contentType: json,
    carries: carriedByRecords,
    write: writeJsonMin,
  },
  CSV: {
    kind: 'file',
    name: 'result.csv',
    contentType: 'text/csv; charset=utf-8',
    carries: carriedByRecords,
    write: (input, tally) => writeTable(input, tally, ','),
  },
  /** For spreadsheets: formulas guarded, UTF-8 marked. */
  CSV_SPREADSHEET: {
    kind: 'file',
    name: 'result.csv',
    contentType: 'text/csv; charset=utf-8',
    carries: carriedByRecords,
    write: (input, tally) => writeTable(input, tally, ',', true),
  },
  TSV: {
    kind: 'file',
    name: 'result.tsv',
    contentType: 'text/tab-separated-values; charset=utf-8',
    carries: carriedByRecords,
    write: (input, tally) => writeTable(input, tally, '\t'),
  },
  COCO: {
    kind: 'file',
    name: 'result.json',
    contentType: json,
    carries: onImage(carriedByCoco),
    write: writeCoco,
  },
  CONLL2003: {
    kind: 'file',
    name: 'result.conll',
    contentType: 'text/plain; charset=utf-8',
    carries: onText(carriedByConll),
    write: writeConll,
  },
  SPACY: {
    kind: 'file',
    name: 'spacy.json',
    contentType: json,
    carries: onText(carriedBySpacy),
    write: writeSpacy,
  },
  VOC: {
    kind: 'archive',
    contentType: 'application/zip',
    carries: onImage(carriedByVoc),
    write: writeVoc,
  },
  YOLO: { ...zip, write: (input, tally) => writeYolo(input, tally, 'detect') },
  YOLO_SEGMENT: { ...zip, write: (input, tally) => writeYolo(input, tally, 'segment') },
  YOLO_OBB: { ...zip, write: (input, tally) => writeYolo(input, tally, 'obb') },
} as const satisfies Record<string, Format>;

/** Formats of an export; the names are the SDK's where it has the format. */
export type ExportFormat = keyof typeof formats;

export const exportFormats = Object.keys(formats) as ExportFormat[];

export type Export = {
  contentType: string;
  /** Counts so far; final when the export has been read to its end. */
  report(): ExportReport;
} & (
  | { kind: 'file'; name: string; chunks: AsyncGenerator<Uint8Array> }
  /** The caller packs the entries, such as into a ZIP. */
  | { kind: 'archive'; entries: AsyncGenerator<ExportEntry> }
);

/**
 * Begins an export: bytes, or files for an archive, made as they are read, in memory that does not grow with the
 * annotations (names of images are held for the image formats). Nothing that is wrong with a task ends the export: it
 * is skipped and counted. Throws `ExportChanged` while reading where the tasks differ between two walks.
 */
export function startExport(format: ExportFormat, input: ExportInput): Export {
  const spec: Format = formats[format];
  const carries = spec.carries && carriedFor(spec.carries, input);
  const tally = new ExportTally(carries);
  const shared = { contentType: spec.contentType, report: () => tally.report() };
  return spec.kind === 'file'
    ? {
        ...shared,
        kind: 'file',
        name: spec.name,
        chunks: bytesOf(ended(spec.write(input, tally), tally)),
      }
    : { ...shared, kind: 'archive', entries: ended(spec.write(input, tally), tally) };
}

function carriedFor({ data, ...rest }: Carries, { config }: ExportInput): Carried {
  return data === undefined ? rest : { ...rest, data: [fieldOf(config, data)] };
}

async function* ended<T>(items: AsyncGenerator<T>, tally: ExportTally): AsyncGenerator<T> {
  yield* items;
  tally.end();
}
