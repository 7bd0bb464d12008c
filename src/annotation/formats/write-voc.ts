import { ArchiveNames, imageName, stemOf } from './archive-names.ts';
import type { ExportEntry, ExportInput } from './export-input.ts';
import type { ExportTally } from './export-tally.ts';
import { cornersOf, envelopeOf, type Size } from './geometry.ts';
import { annotatorOf } from './records.ts';
import { boxOf, chosen, fieldOf, kindOf, shapesOf, sizeOfImage, type Shape } from './shapes.ts';

/** What VOC carries. */
export const carriedByVoc = {
  task: [],
  annotation: ['completed_by'],
  region: ['original_width', 'original_height', 'meta'],
} as const;

/**
 * Pascal VOC: `Annotations/NAME.xml` for each image. Better than the SDK: corners are rounded, not cut, so that whole
 * pixels come back as they went in; a rotated box is written as its envelope, not as if it were upright; images without
 * labels have their file where the size is known; two images of one name do not overwrite each other; `truncated`,
 * `difficult` and `pose` of the region's `meta` are kept.
 */
export async function* writeVoc(
  input: ExportInput,
  tally: ExportTally,
): AsyncGenerator<ExportEntry> {
  const encoder = new TextEncoder();
  const names = new ArchiveNames();
  const field = fieldOf(input.config, 'Image');
  for await (const task of input.tasks()) {
    tally.task(task);
    const reference = task.data[field];
    if (typeof reference !== 'string' || reference === '') {
      tally.skip('task', 'noData');
      continue;
    }
    const image = imageName(reference);
    const annotation = chosen(task, tally);
    const shapes = annotation ? shapesOf(annotation, input.config, tally) : [];
    const size = sizeOfImage(shapes, input.sizeOf?.(task));
    if (!size) {
      tally.skip('task', 'noImageSize');
      tally.skip('region', 'noImageSize', shapes.length);
      continue;
    }
    if (annotation) tally.annotation(annotation);
    const name = names.take(image, stemOf);
    if (name !== reference) tally.loss(`task.data.${field} (path)`);
    const objects = shapes.flatMap((shape) => objectOf(shape, size, tally));
    tally.file();
    yield {
      path: `Annotations/${stemOf(name)}.xml`,
      bytes: encoder.encode(documentOf(name, size, String(annotatorOf(annotation) ?? ''), objects)),
    };
  }
}

function objectOf(shape: Shape, size: Size, tally: ExportTally): string[] {
  const { region, labels } = shape;
  if (kindOf(region) !== 'box') {
    tally.skip('region', 'kind');
    return [];
  }
  const box = boxOf(region, size);
  const label = labels[0];
  if (label === undefined || !box) {
    tally.skip('region', label === undefined ? 'noLabel' : 'geometry');
    return [];
  }
  if (box.rotation !== 0) tally.loss('region.value.rotation');
  tally.loss('region.labels (after the first)', labels.length - 1);
  tally.region(region, [label]);
  const upright = box.rotation === 0 ? box : envelopeOf(cornersOf(box));
  const [left, right] = edgesOf(upright.x, upright.width, size.width);
  const [top, bottom] = edgesOf(upright.y, upright.height, size.height);
  const { truncated, difficult, pose } = region.meta ?? {};
  return [
    `<object><name>${escaped(label)}</name>` +
      `<pose>${escaped(typeof pose === 'string' ? pose : 'Unspecified')}</pose>` +
      `<truncated>${truncated === 1 ? 1 : 0}</truncated>` +
      `<difficult>${difficult === 1 ? 1 : 0}</difficult>` +
      `<bndbox><xmin>${left}</xmin><ymin>${top}</ymin>` +
      `<xmax>${right}</xmax><ymax>${bottom}</ymax></bndbox></object>`,
  ];
}

/** Whole pixels of a side; a side thinner than a pixel keeps one, as a box of none is no box. */
function edgesOf(start: number, length: number, whole: number): [number, number] {
  const from = Math.round(start);
  const to = Math.round(start + length);
  if (to > from) return [from, to];
  const thin = Math.min(Math.floor(start), whole - 1);
  return [thin, thin + 1];
}

const documentOf = (name: string, size: Size, annotator: string, objects: readonly string[]) =>
  [
    '<?xml version="1.0" encoding="utf-8"?>',
    '<annotation>',
    '<folder>images</folder>',
    `<filename>${escaped(name)}</filename>`,
    `<source><database>Banyan</database><annotator>${escaped(annotator)}</annotator></source>`,
    '<owner><name>Banyan</name></owner>',
    `<size><width>${size.width}</width><height>${size.height}</height><depth>3</depth></size>`,
    '<segmented>0</segmented>',
    ...objects,
    '</annotation>',
    '',
  ].join('\n');

/** Text for XML 1.0; characters it cannot hold become U+FFFD. */
const escaped = (text: string): string =>
  text
    .toWellFormed()
    // oxlint-disable-next-line no-control-regex -- control characters are what is looked for
    .replaceAll(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, '\ufffd')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('\r', '&#13;');
