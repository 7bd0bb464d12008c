import { canonicalJson } from '#src/kernel/canonical-json.ts';
import { compareMarks, markFigures } from '../agreement/mark-agreement.ts';
import { marksOf, type LabelRegion } from '../agreement/region-marks.ts';

type MarkKind = 'spans' | 'audio' | 'boxes' | 'polygons';

/** What kind of mark an item is; undefined for answers, which are compared by their value. */
function markKind(item: LabelRegion): MarkKind | undefined {
  const { type, value } = item as { type: string; value?: Record<string, unknown> };
  if (type.startsWith('rectangle')) return 'boxes';
  if (type.startsWith('polygon')) return 'polygons';
  if (!type.endsWith('labels') || type.startsWith('keypoint') || type.startsWith('brush'))
    return undefined;
  const sound = 'original_length' in item || value?.['channel'] !== undefined;
  return sound ? 'audio' : 'spans';
}

const named = (result: readonly LabelRegion[], name: string): LabelRegion[] =>
  result.filter((item) => item.from_name === name);

/** Agreement on one control: F1 of the marks, or 1 and 0 for equal and different answers. */
function onControl(a: readonly LabelRegion[], b: readonly LabelRegion[]): number {
  const first = a[0] ?? b[0];
  const kind = first && markKind(first);
  if (kind) {
    const exact = kind === 'spans';
    const marks = (items: readonly LabelRegion[]) => marksOf(items, { kind }).marks;
    const f1 = markFigures(compareMarks(marks(a), marks(b), exact ? 0 : 0.5, exact), exact)[1];
    return f1 !== undefined && Number.isFinite(f1) ? f1 : 1;
  }
  const values = (items: readonly LabelRegion[]): string =>
    items
      .map((item) => canonicalJson((item as { value?: unknown }).value))
      .toSorted()
      .join();
  return values(a) === values(b) ? 1 : 0;
}

/**
 * How far two results of a task agree, 0 to 1: the mean over their controls of the F1 of marks (spans
 * exactly, boxes, polygons and sounds from IoU 0.5) and of equality of answers. Two empty results agree.
 */
export function resultAgreement(one: readonly unknown[], other: readonly unknown[]): number {
  const a = one as readonly LabelRegion[];
  const b = other as readonly LabelRegion[];
  const names = [...new Set([...a, ...b].map((item) => item.from_name))].filter(
    (name) => name !== undefined,
  );
  if (names.length === 0) return 1;
  const sum = names.reduce((total, name) => total + onControl(named(a, name), named(b, name)), 0);
  return sum / names.length;
}

/** Mean agreement over all pairs of results; null for fewer than two. */
export function meanAgreement(results: readonly (readonly unknown[])[]): number | null {
  const pairs = results.flatMap((a, i) => results.slice(i + 1).map((b) => resultAgreement(a, b)));
  return pairs.length === 0 ? null : pairs.reduce((sum, p) => sum + p, 0) / pairs.length;
}
