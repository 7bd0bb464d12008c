import type { ConfigModel } from '../region.ts';
import { compareCodePoints } from './code-points.ts';

export interface Category {
  id: number;
  name: string;
  supercategory?: string;
  keypoints?: string[];
  skeleton?: number[][];
}

/** Classes of an export; labels that the configuration does not name are added as they come. */
export interface Categories {
  list: Category[];
  idOf(label: string): number;
}

const nameOf = (label: { value: string; alias?: string }): string => label.alias ?? label.value;

/**
 * Classes as the SDK numbers them (`Converter._get_labels`): labels with a `category` first, by that id, then all other
 * labels of all controls in order of code points, with the free ids from 0. Better than the SDK: a name or id given
 * twice is not listed twice, and a label the configuration does not name gets the next free id, where the SDK takes
 * the length of the list and may meet an id in use.
 */
export function categoriesOf(config: ConfigModel): Categories {
  const list: Category[] = [];
  const used = new Set<number>();
  const ids = new Map<string, number>();
  const labels = config.controls.flatMap((control) => control.labels);
  const put = (name: string, id: number): void => {
    list.push({ id, name });
    used.add(id);
    ids.set(name, id);
  };
  for (const label of labels)
    if (label.category !== undefined && !ids.has(nameOf(label)) && !used.has(label.category))
      put(nameOf(label), label.category);
  const free = (): number => {
    let id = 0;
    while (used.has(id)) id += 1;
    return id;
  };
  const rest = new Set(labels.map(nameOf).filter((name) => !ids.has(name)));
  for (const name of [...rest].toSorted(compareCodePoints)) put(name, free());
  return growing(list, ids, free);
}

function growing(list: Category[], ids: Map<string, number>, free: () => number): Categories {
  return {
    list,
    idOf(label) {
      const known = ids.get(label);
      if (known !== undefined) return known;
      const taken = new Set(list.map((category) => category.id));
      let id = free();
      while (taken.has(id)) id += 1;
      ids.set(label, id);
      list.push({ id, name: label });
      return id;
    },
  };
}

/** Names of the keypoints in their order: as the configuration lists them. */
export const keypointsOf = (config: ConfigModel): string[] => [
  ...new Set(
    config.controls
      .filter((control) => control.type === 'keypointlabels')
      .flatMap((control) => control.labels.map(nameOf)),
  ),
];

/**
 * Classes of COCO: keypoint labels are no classes of their own but the points of one class `default`, after the others
 * (`update_categories_for_keypoints` of the SDK). Better: the SDK fails without `model_index`, ours takes the order of
 * the configuration.
 */
export function cocoCategories(
  config: ConfigModel,
): Categories & { keypoints: string[]; pose: number } {
  const all = categoriesOf(config);
  const keypoints = keypointsOf(config);
  if (keypoints.length === 0) return { ...all, keypoints, pose: -1 };
  const list = all.list.filter((category) => !keypoints.includes(category.name));
  const pose = list.reduce((most, { id }) => Math.max(most, id), -1) + 1;
  list.push({ id: pose, name: 'default', supercategory: 'default', keypoints, skeleton: [] });
  const ids = new Map(list.map(({ name, id }) => [name, id]));
  let next = pose + 1;
  return { ...growing(list, ids, () => next++), keypoints, pose };
}

/** Classes of YOLO: with keypoints in the configuration only the rectangles' labels, in its order, as in the SDK. */
export function yoloCategories(config: ConfigModel): Categories {
  if (keypointsOf(config).length === 0) return categoriesOf(config);
  const boxes = config.controls.filter((control) => control.type === 'rectanglelabels');
  const names = [...new Set(boxes.flatMap((control) => control.labels.map(nameOf)))];
  const list = names.map((name, id) => ({ id, name }));
  let next = list.length;
  return growing(list, new Map(list.map(({ name, id }) => [name, id])), () => next++);
}
