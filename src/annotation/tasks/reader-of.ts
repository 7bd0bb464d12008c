import type { ImportItem, ImportSource } from '../formats/import-item.ts';
import { readCoco } from '../formats/read-coco.ts';
import { readConll } from '../formats/read-conll.ts';
import { readDoccano } from '../formats/read-doccano.ts';
import { readJsonLines, readLabelStudio } from '../formats/read-label-studio.ts';
import { readSpacy } from '../formats/read-spacy.ts';
import { readSquad } from '../formats/read-squad.ts';
import { readTable } from '../formats/read-table.ts';
import type { ConfigModel } from '../region.ts';
import type { ImportTasks } from './schema.ts';

type ImportFormat = NonNullable<ImportTasks['file']>['format'];

type Reader = (source: ImportSource, config?: ConfigModel) => AsyncGenerator<ImportItem>;

const readers: Readonly<Record<ImportFormat, Reader>> = {
  'label-studio': readLabelStudio,
  jsonl: readJsonLines,
  csv: (source) => readTable(source),
  tsv: (source) => readTable(source, { separator: '\t' }),
  coco: readCoco,
  conll: (source, config) => readConll(source, config ? { config } : {}),
  doccano: readDoccano,
  spacy: readSpacy,
  squad: readSquad,
};

/** Items of a source in a format; JSON as Label Studio has it where the format is not known. */
export const readerOf = (
  format: string,
  source: ImportSource,
  config: ConfigModel | undefined,
): AsyncGenerator<ImportItem> =>
  (readers[format as ImportFormat] ?? readLabelStudio)(source, config);
