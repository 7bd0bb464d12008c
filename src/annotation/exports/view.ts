import { exportFormats, type ExportFormat } from '../formats/start-export.ts';
import { parseConfig } from '../labelling/parse-config.ts';
import type { ExportRow } from './queries.ts';
import type { ExportList, ExportView } from './schema.ts';

export const exportView = (row: ExportRow): ExportView => ({
  id: row.id,
  number: Number(row.number),
  projectId: row.project_id,
  packageId: row.package_id,
  format: row.format,
  which: row.which,
  state: row.state,
  totalTasks: Number(row.total_tasks),
  doneTasks: Number(row.done_tasks),
  file:
    row.sha256 === null
      ? null
      : {
          name: row.file_name ?? 'result',
          mediaType: row.media_type ?? 'application/octet-stream',
          sizeBytes: Number(row.size_bytes),
          sha256: row.sha256,
        },
  manifest: row.report?.manifest ?? null,
  losses: row.report?.losses ?? [],
  error: row.error && { code: row.error.code, sentence: { zh: row.error.zh, en: row.error.en } },
  createdAt: row.created_at.toISOString(),
  startedAt: row.started_at?.toISOString() ?? null,
  finishedAt: row.finished_at?.toISOString() ?? null,
});

/** What a configuration must ask for so that a format has something to hold. */
const needs: Partial<Record<ExportFormat, { object: string; controls: readonly string[] }>> = {
  COCO: {
    object: 'Image',
    controls: ['RectangleLabels', 'PolygonLabels', 'KeyPointLabels', 'Rectangle', 'Polygon'],
  },
  VOC: { object: 'Image', controls: ['RectangleLabels', 'Rectangle'] },
  YOLO: { object: 'Image', controls: ['RectangleLabels', 'Rectangle'] },
  YOLO_SEGMENT: { object: 'Image', controls: ['PolygonLabels', 'Polygon'] },
  YOLO_OBB: { object: 'Image', controls: ['RectangleLabels', 'Rectangle'] },
  CONLL2003: { object: 'Text', controls: ['Labels'] },
  SPACY: { object: 'Text', controls: ['Labels'] },
};

/** The formats, and whether a label configuration has anything for them. */
export function formatsFor(labelConfig: string): ExportList['formats'] {
  const { config } = parseConfig(labelConfig);
  return exportFormats.map((format) => {
    const need = needs[format];
    const fits =
      need === undefined ||
      ((config?.objects.some((o) => o.tag === need.object) &&
        config.controls.some((control) => need.controls.includes(control.tag))) ??
        false);
    return { format, fits };
  });
}
