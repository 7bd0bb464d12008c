import type { ExportFormatName } from '#src/annotation/exports/schema.ts';
import { m } from '../../i18n/messages.ts';

/** What a format is called, and what it can and cannot carry. */
export const exportFormatTexts: Readonly<
  Record<ExportFormatName, { readonly name: string; readonly carries: () => string }>
> = {
  JSON: { name: 'Label Studio JSON', carries: m.export_carries_all },
  JSONL: { name: 'JSONL', carries: m.export_carries_all },
  JSON_MIN: { name: 'JSON_MIN', carries: m.export_carries_records },
  CSV: { name: 'CSV', carries: m.export_carries_records },
  CSV_SPREADSHEET: { name: 'CSV (Excel, WPS)', carries: m.export_carries_records },
  TSV: { name: 'TSV', carries: m.export_carries_records },
  COCO: { name: 'COCO', carries: m.export_carries_coco },
  VOC: { name: 'Pascal VOC', carries: m.export_carries_voc },
  YOLO: { name: 'YOLO detect', carries: m.export_carries_yolo },
  YOLO_SEGMENT: { name: 'YOLO segment', carries: m.export_carries_yolo_segment },
  YOLO_OBB: { name: 'YOLO OBB', carries: m.export_carries_yolo_obb },
  CONLL2003: { name: 'CoNLL-2003', carries: m.export_carries_conll },
  SPACY: { name: 'spaCy', carries: m.export_carries_spacy },
};
