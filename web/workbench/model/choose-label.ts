import type { Control } from './label-config.ts';
import type { LabelStore } from './label-store.ts';
import type { Stages } from './stage-commands.ts';

/** A label was chosen: it goes on what is selected; otherwise the next region gets it. */
export function chooseLabel(
  store: LabelStore,
  stages: Stages | undefined,
  control: Control,
  label: string,
): void {
  if (stages?.some((commands) => commands.label?.(control, label) ?? false)) return;
  const { active } = store.get();
  const again = active?.control === control.name && active.label === label;
  store.dispatch({ do: 'activate', control: control.name, label: again ? undefined : label });
}
