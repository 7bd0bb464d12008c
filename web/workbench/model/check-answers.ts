import { m } from '../../i18n/messages.ts';
import { answerOf } from './answer.ts';
import { makesRegions, type Control, type LabelConfig } from './label-config.ts';
import type { LabelState } from './label-store.ts';
import { isPlace, type Region } from './result.ts';
import { controlVisible } from './visibility.ts';

/** What is still wanted before a task may be submitted. */
export interface Want {
  readonly control: string;
  /** The region it is wanted for. */
  readonly region: string | undefined;
  readonly sentence: string;
}

/** Required controls that have no answer; one that is not shown asks for nothing. */
export function wanting(config: LabelConfig, state: LabelState): Want[] {
  return config.controls.filter((control) => control.required).flatMap((c) => wantsOf(c, state));
}

function wantsOf(control: Control, state: LabelState): Want[] {
  const sentence =
    control.node.attributes['requiredMessage'] ?? m.workbench_required({ name: control.name });
  const want = (region?: string): Want => ({ control: control.name, region, sentence });
  const { items } = state;
  if (control.perRegion)
    return items
      .filter((item): item is Region => isPlace(item) && control.toName.includes(item.to_name))
      .filter((region) => controlVisible(control, { ...state, selected: region.id }))
      .filter((region) => !answerOf(items, control, region.id))
      .map((region) => want(region.id));
  if (!controlVisible(control, { ...state, selected: undefined })) return [];
  const answered = makesRegions(control)
    ? items.some((item) => isPlace(item) && item.from_name === control.name)
    : answerOf(items, control, undefined) !== undefined;
  return answered ? [] : [want()];
}
