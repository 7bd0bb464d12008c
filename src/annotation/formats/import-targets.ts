import type { ConfigModel, ControlTag, Region } from '../region.ts';

/** The kinds of label that foreign formats bring. */
export type LabelKind = 'rectangle' | 'polygon' | 'keypoint' | 'span' | 'choices' | 'textarea';

/** Which control and object imported labels go to. */
export interface ImportTargets {
  /** The field of the task's data that holds the image or the text. */
  field(object: 'image' | 'text'): string;
  has(kind: LabelKind): boolean;
  /** A region of this kind and label, or nothing where the configuration has no control for it. */
  region(
    kind: LabelKind,
    id: number,
    labels: string[],
    value: Record<string, unknown>,
  ): Region | undefined;
}

const types: Record<LabelKind, string> = {
  rectangle: 'rectanglelabels',
  polygon: 'polygonlabels',
  keypoint: 'keypointlabels',
  span: 'labels',
  choices: 'choices',
  textarea: 'textarea',
};

const objectOf: Record<LabelKind, 'image' | 'text'> = {
  rectangle: 'image',
  polygon: 'image',
  keypoint: 'image',
  span: 'text',
  choices: 'text',
  textarea: 'text',
};

/**
 * Targets by the label configuration: of several controls of a kind the one that offers the label, else the first.
 * Without a configuration the names are `label`, `image`, `text`, as the SDK's importers choose.
 */
export function importTargets(config?: ConfigModel): ImportTargets {
  const tagOf = (name: string): string =>
    config?.objects.find((object) => object.name === name)?.tag.toLowerCase() ?? '';
  const controls = (kind: LabelKind): ControlTag[] =>
    (config?.controls ?? []).filter(
      (control) =>
        control.type === types[kind] &&
        (kind !== 'span' || control.toName.some((name) => tagOf(name) === 'text')),
    );
  const controlOf = (kind: LabelKind, label: string | undefined): ControlTag | undefined => {
    const fitting = controls(kind);
    return (
      fitting.find((control) => control.labels.some((l) => (l.alias ?? l.value) === label)) ??
      fitting[0]
    );
  };
  return {
    field: (object) =>
      config?.objects.find((o) => o.tag.toLowerCase() === object)?.value ??
      (object === 'text' ? config?.objects.find((o) => o.tag === 'HyperText')?.value : undefined) ??
      object,
    has: (kind) => !config || controls(kind).length > 0,
    region: (kind, id, labels, value) => {
      const control = controlOf(kind, labels[0]);
      if (config && !control) return undefined;
      const type = types[kind];
      const held = kind === 'textarea' ? { text: labels } : { [type]: labels };
      return {
        id: `r${id}`,
        from_name: control?.name ?? (kind === 'choices' || kind === 'textarea' ? kind : 'label'),
        to_name: control?.toName[0] ?? objectOf[kind],
        type,
        value: { ...value, ...held },
        origin: 'manual',
      };
    },
  };
}

/** An image region with the size of its image. */
export const sized = (
  region: Region,
  size: { width: number; height: number } | undefined,
): Region =>
  size
    ? { ...region, original_width: size.width, original_height: size.height, image_rotation: 0 }
    : region;
