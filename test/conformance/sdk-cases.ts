import type { ExportFormat } from '#src/annotation/formats/start-export.ts';

/** A fixture and the formats the SDK's converter and ours write it in. */
interface Case {
  name: string;
  config: string;
  data: string;
  formats: ExportFormat[];
  /**
   * Only the first annotation of each task: the SDK writes an image again for every annotation in COCO, and one file
   * over the other in VOC and YOLO; ours writes the image once, and the newest annotation.
   */
  single?: true;
}

const sdk = 'annotation/label-studio-sdk';
const editor = 'annotation/label-studio-editor';
export const sdkCases: readonly Case[] = [
  {
    name: 'coco',
    config: `${sdk}/test_export_coco/label_config.xml`,
    data: `${sdk}/test_export_coco/data.json`,
    formats: ['JSON_MIN', 'CSV', 'TSV', 'COCO', 'VOC'],
  },
  {
    name: 'boxes',
    config: `${sdk}/test_export_yolo/label_config.xml`,
    data: `${sdk}/test_export_yolo/data.json`,
    formats: ['COCO', 'VOC', 'YOLO'],
    single: true,
  },
  {
    name: 'boxes of two people',
    config: `${sdk}/test_export_yolo/label_config.xml`,
    data: `${sdk}/test_export_yolo/data.json`,
    formats: ['JSON_MIN', 'CSV', 'TSV'],
  },
  {
    name: 'polygons',
    config: `${sdk}/test_export_yolo/label_config_polygons.xml`,
    data: `${sdk}/test_export_yolo/data_polygons.json`,
    formats: ['JSON_MIN', 'COCO', 'YOLO_SEGMENT'],
  },
  {
    name: 'obb',
    config: `${sdk}/test_export_yolo/label_config_obb.xml`,
    data: `${sdk}/test_export_yolo/data_obb.json`,
    formats: ['YOLO_OBB'],
  },
  {
    name: 'multilabel',
    config: `${editor}/image_multilabel/config.xml`,
    data: `${editor}/image_multilabel/annotations/1.json`,
    formats: ['JSON_MIN', 'CSV', 'YOLO'],
  },
  {
    name: 'ner',
    config: `${editor}/named_entity/config.xml`,
    data: `${editor}/named_entity/annotations/1.json`,
    formats: ['JSON_MIN', 'CSV', 'CONLL2003'],
  },
  {
    name: 'audio',
    config: `${editor}/audio_regions/config.xml`,
    data: `${editor}/audio_regions/annotations/1.json`,
    formats: ['JSON_MIN', 'CSV'],
  },
  {
    name: 'mixed',
    config: `${editor}/classification_mixed/config.xml`,
    data: `${editor}/classification_mixed/annotations/1.json`,
    formats: ['JSON_MIN', 'CSV'],
  },
];
