import type { ImportItem, ImportSource } from '../formats/import-item.ts';
import { readCoco } from '../formats/read-coco.ts';
import { readConll } from '../formats/read-conll.ts';
import { readDoccano } from '../formats/read-doccano.ts';
import { readJsonLines, readLabelStudio } from '../formats/read-label-studio.ts';
import { readTextLines } from '../formats/read-lines.ts';
import { readSpacy } from '../formats/read-spacy.ts';
import { readSquad } from '../formats/read-squad.ts';
import { readTable } from '../formats/read-table.ts';
import { readVoc } from '../formats/read-voc.ts';
import { decodeText } from '../formats/decode-text.ts';
import type { ConfigModel } from '../region.ts';
import type { ImportTasks } from './schema.ts';

/** Formats that stand in one file; the others come as archives. */
type ImportFormat = Exclude<
  NonNullable<ImportTasks['file']>['format'],
  'yolo' | 'yolo-obb' | 'zip'
>;

type Reader = (source: ImportSource, config?: ConfigModel) => AsyncGenerator<ImportItem>;

/** One annotation file by itself. */
async function* oneFile(source: ImportSource) {
  yield {
    path: 'annotation.xml',
    text: async () => {
      let text = '';
      for await (const piece of decodeText(source)) text += piece;
      return text;
    },
  };
}

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
  text: readTextLines,
  voc: (source, config) => readVoc(oneFile(source), config),
};

/** Items of a source in a format; JSON as Label Studio has it where the format is not known. */
export const readerOf = (
  format: string,
  source: ImportSource,
  config: ConfigModel | undefined,
): AsyncGenerator<ImportItem> =>
  (readers[format as ImportFormat] ?? readLabelStudio)(source, config);
