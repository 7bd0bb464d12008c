import { streamedArchive } from '#src/kernel/zip64/streamed-archive.ts';
import type { ExportEntry } from '../formats/export-input.ts';
import type { ExportReport } from '../formats/export-tally.ts';
import { startExport, type ExportFormat } from '../formats/start-export.ts';
import { parseConfig } from '../labelling/parse-config.ts';
import type { LabelledTask } from '../region.ts';

/** The formats that walk the tasks twice: once for columns or images, once for the results. */
export const walksOf = (format: ExportFormat): number =>
  format.startsWith('CSV') || format === 'TSV' || format === 'COCO' ? 2 : 1;

export interface WrittenExport {
  readonly fileName: string;
  readonly mediaType: string;
  readonly chunks: AsyncIterable<Uint8Array>;
  /** Final when the chunks have been read to their end. */
  report(): ExportReport;
}

/** The report stands in every archive: what is in it, what was skipped and what the format cannot carry. */
async function* withReport(
  entries: AsyncIterable<ExportEntry>,
  report: () => ExportReport,
): AsyncGenerator<ExportEntry> {
  yield* entries;
  const text = `${JSON.stringify(report(), null, 2)}\n`;
  yield { path: 'manifest.json', bytes: new TextEncoder().encode(text) };
}

/** An export as one file: formats of several files become a ZIP. */
export function writeExport(
  format: ExportFormat,
  of: { readonly labelConfig: string; tasks(): AsyncIterable<LabelledTask> },
): WrittenExport {
  const config = parseConfig(of.labelConfig).config ?? { controls: [], objects: [] };
  const made = startExport(format, { tasks: () => of.tasks(), config });
  const report = () => made.report();
  if (made.kind === 'file')
    return { fileName: made.name, mediaType: made.contentType, chunks: made.chunks, report };
  return {
    fileName: `result-${format.toLowerCase().replace('_', '-')}.zip`,
    mediaType: made.contentType,
    chunks: streamedArchive(withReport(made.entries, report)),
    report,
  };
}
