import { useId } from 'react';
import { m } from '../../i18n/messages.ts';
import { Icon } from '../../ui/icon.tsx';
import type { Control } from '../model/label-config.ts';
import { answerOf, setAnswer } from '../model/answer.ts';
import { useTask } from '../model/task-context.ts';
import { ControlTitle } from './control-title.tsx';

/** Stars; arrow keys move between them as between radio buttons. */
export function Rating({ control }: { readonly control: Control }) {
  const { state, store, readOnly } = useTask();
  const name = useId();
  const value = Number(answerOf(state.items, control, state.selected)?.value['rating'] ?? 0);
  const most = Math.max(1, Math.min(10, Number(control.node.attributes['maxRating'] ?? 5)));
  return (
    <fieldset>
      <ControlTitle control={control} as="legend" />
      <div className="flex gap-1">
        {Array.from({ length: most }, (_, i) => i + 1).map((star) => (
          <label key={star} className={`star ${star <= value ? 'star-on' : ''}`}>
            <input
              type="radio"
              name={name}
              className="sr-only"
              checked={star === value}
              disabled={readOnly}
              aria-label={m.workbench_stars({ count: star })}
              onClick={() => star === value && setAnswer(store, control, undefined)}
              onChange={() => setAnswer(store, control, star)}
            />
            <Icon name="star" size={22} />
          </label>
        ))}
      </div>
    </fieldset>
  );
}
