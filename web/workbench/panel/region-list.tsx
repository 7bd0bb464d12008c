import { useVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useMemo, useRef } from 'react';
import { m } from '../../i18n/messages.ts';
import { Icon } from '../../ui/icon.tsx';
import { formatCount } from '../../i18n/format.ts';
import { colourKey, plainColour } from '../model/palette.ts';
import { isPlace, labelsOf, type Region } from '../model/result.ts';
import { useTask } from '../model/task-context.ts';
import { clockTime } from '../audio/clock-time.ts';

/** Where a region is, in a few characters. */
function whereOf({ value }: Region): string {
  if (typeof value['text'] === 'string' && ('start' in value || 'startOffset' in value))
    return `“${value['text'].slice(0, 40)}”`;
  if ('start' in value)
    return `${clockTime(Number(value['start']))}–${clockTime(Number(value['end']))}`;
  const n = (key: string) => Math.round(Number(value[key] ?? 0));
  if (Array.isArray(value['points'])) return `${value['points'].length} ◇`;
  return 'height' in value
    ? `${n('x')},${n('y')} · ${n('width')}×${n('height')}%`
    : `${n('x')},${n('y')}%`;
}

/** Every region of the task; only the rows in sight are in the page. */
export function RegionList() {
  const { state, store, colours, readOnly, config } = useTask();
  const places = useMemo(() => state.items.filter(isPlace), [state.items]);
  const box = useRef<HTMLDivElement>(null);
  const rows = useVirtualizer({
    count: places.length,
    getScrollElement: () => box.current,
    estimateSize: () => 36,
    overscan: 4,
    initialRect: { width: 300, height: 260 },
  });
  const at = places.findIndex((place) => place.id === state.selected);
  useEffect(() => {
    if (at >= 0) rows.scrollToIndex(at, { align: 'auto' });
  }, [at]);
  if (places.length === 0 && !config.controls.some((control) => control.model.marks)) return null;
  return (
    <section aria-labelledby="regions-title">
      <h2 id="regions-title" className="mb-1 flex items-baseline gap-2 text-sm font-semibold">
        {m.workbench_regions()}
        <span className="tabular font-normal text-muted">{formatCount(places.length)}</span>
      </h2>
      {places.length === 0 ? (
        <p className="text-sm text-muted">{m.workbench_regions_none()}</p>
      ) : (
        <div ref={box} className="scroll-thin max-h-64 overflow-y-auto">
          <ul style={{ height: rows.getTotalSize(), position: 'relative' }}>
            {rows.getVirtualItems().map((row) => {
              const place = places[row.index];
              if (!place) return null;
              const labels = labelsOf(place);
              const colour = colours.get(colourKey(place.from_name, labels[0])) ?? plainColour;
              const on = place.id === state.selected;
              return (
                <li
                  key={place.id}
                  className="absolute inset-x-0 flex"
                  style={{ top: row.start, height: row.size }}
                >
                  <button
                    type="button"
                    aria-pressed={on}
                    className="region-row min-w-0"
                    onClick={() => store.dispatch({ do: 'select', id: on ? undefined : place.id })}
                  >
                    <span
                      aria-hidden
                      className="size-3 shrink-0 rounded-sm"
                      style={{ background: colour }}
                    />
                    <span className="shrink-0">{labels.join(', ')}</span>
                    <span dir="auto" className="min-w-0 flex-1 truncate text-muted">
                      {whereOf(place)}
                    </span>
                  </button>
                  {on && !readOnly && (
                    <button
                      type="button"
                      aria-label={m.workbench_delete_region()}
                      title={m.workbench_delete_region()}
                      className="grid size-8.5 shrink-0 place-items-center rounded-md text-danger hover:bg-hover"
                      onClick={() => store.dispatch({ do: 'remove', id: place.id })}
                    >
                      <Icon name="trash" size={16} />
                    </button>
                  )}
                </li>
              );
            })}
          </ul>
        </div>
      )}
    </section>
  );
}
