import { m } from '../../i18n/messages.ts';
import { ControlView } from '../controls/control-view.tsx';
import { isPlace } from '../model/result.ts';
import { useTask } from '../model/task-context.ts';
import { controlVisible } from '../model/visibility.ts';

/** What is asked about the selected region. */
export function RegionDetails() {
  const { config, state } = useTask();
  const place = state.items.find((item) => isPlace(item) && item.id === state.selected);
  if (!place || !isPlace(place)) return null;
  const controls = config.controls.filter(
    (control) =>
      control.perRegion && control.toName.includes(place.to_name) && controlVisible(control, state),
  );
  if (controls.length === 0) return null;
  return (
    <section
      data-region-details
      aria-label={m.workbench_region_details()}
      className="grid gap-3 border-t border-line pt-3"
    >
      {controls.map((control) => (
        <ControlView key={`${control.name} ${place.id}`} control={control} />
      ))}
    </section>
  );
}
