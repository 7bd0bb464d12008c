import { isObject, type TellResult } from './checked-item.ts';
import { resultName, type LabelConfig } from './model.ts';

const directions: readonly unknown[] = ['left', 'right', 'bi'];

/**
 * A relation: both ends exist and differ, its direction and labels are known. Label Studio lets people draw
 * relations without a Relations tag, so none is asked for.
 */
export function checkRelation(
  config: LabelConfig,
  raw: Readonly<Record<string, unknown>>,
  ids: ReadonlySet<string>,
  tell: TellResult,
): void {
  const { from_id: from, to_id: to, direction, labels } = raw;
  const known = (id: unknown): boolean => typeof id === 'string' && ids.has(id);
  if (!known(from) || !known(to)) tell('relationEnd');
  else if (from === to) tell('relationSelf');
  if (direction !== undefined && !directions.includes(direction)) tell('relationDirection');
  if (labels === undefined || labels === null || isObject(labels)) return;
  if (!Array.isArray(labels)) return tell('valueWrong', { field: 'labels' });
  const allowed = new Set((config.relations ?? []).map(resultName));
  // Relations without listed labels take any.
  if (allowed.size > 0)
    for (const label of labels as unknown[])
      if (!allowed.has(String(label)))
        tell('labelUnknown', { label: String(label), control: 'Relations' });
}
