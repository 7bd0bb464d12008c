import { readLines } from '#src/annotation/formats/decode-text.ts';
import type { ImportItem, ImportSource } from '#src/annotation/formats/import-item.ts';
import { readCoco } from '#src/annotation/formats/read-coco.ts';
import { readConll } from '#src/annotation/formats/read-conll.ts';
import { readDoccano } from '#src/annotation/formats/read-doccano.ts';
import { readJsonLines, readLabelStudio } from '#src/annotation/formats/read-label-studio.ts';
import { readTable } from '#src/annotation/formats/read-table.ts';
import type { LabelConfig } from '#src/annotation/labelling/model.ts';
import type { FileFormat } from './file-format.ts';

const readers: Readonly<
  Record<FileFormat, (source: ImportSource, config: LabelConfig) => AsyncIterable<ImportItem>>
> = {
  json: readLabelStudio,
  jsonl: readJsonLines,
  table: (source) => readTable(source),
  text: textLines,
  coco: readCoco,
  conll: (source, config) => readConll(source, { config }),
  doccano: readDoccano,
};

/** Every line that is not empty is a task of its own. */
async function* textLines(source: ImportSource, config: LabelConfig): AsyncGenerator<ImportItem> {
  const field = config.objects.find((object) => object.tag === 'Text')?.value ?? 'text';
  let item = 0;
  for await (const { text, line } of numbered(source)) {
    if (text.trim() === '') continue;
    item += 1;
    yield {
      kind: 'task',
      item,
      line,
      task: { data: { [field]: text }, annotations: [], predictions: [] },
    };
  }
}

async function* numbered(source: ImportSource): AsyncGenerator<{ text: string; line: number }> {
  let line = 0;
  for await (const { text } of readLines(source)) yield { text, line: (line += 1) };
}

/** The bytes of a file as they are read, told to `progress`. */
async function* bytesOf(file: Blob, progress: (bytes: number) => void): AsyncGenerator<Uint8Array> {
  const reader = file.stream().getReader();
  for (let done = 0; ;) {
    const piece = await reader.read();
    if (piece.done) return;
    done += piece.value.length;
    progress(done);
    yield piece.value;
  }
}

/** The tasks and problems of a file, one after another; the file is never whole in memory. */
export const readTaskFile = (
  file: Blob,
  format: FileFormat,
  config: LabelConfig,
  progress: (bytes: number) => void,
): AsyncIterable<ImportItem> => readers[format](bytesOf(file, progress), config);
