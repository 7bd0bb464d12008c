import { m } from '../../i18n/messages.ts';
import { Icon } from '../../ui/icon.tsx';
import {
  isPlace,
  isRegion,
  labelsOf,
  wordsOf,
  type Region,
  type Relation,
} from '../model/result.ts';
import { useTask } from '../model/task-context.ts';

const nameOf = (region: Region | undefined): string =>
  region
    ? `${labelsOf(region).join(', ')} ${wordsOf(region.value['text']).slice(0, 24)}`.trim()
    : '?';

const turn = { right: 'left', left: 'bi', bi: 'right' } as const;
const arrow = { right: '→', left: '←', bi: '↔' } as const;

/** The lines between regions: what they say and which way they go. */
export function Relations() {
  const { state, store, config, readOnly } = useTask();
  const relations = state.items.filter((item): item is Relation => !isRegion(item));
  const wanted = config.relations;
  if (!wanted && relations.length === 0) return null;
  const find = (id: string) =>
    state.items.find((item): item is Region => isPlace(item) && item.id === id);
  return (
    <section aria-labelledby="relations-title" className="border-t border-line pt-3">
      <h2 id="relations-title" className="mb-1 text-sm font-semibold">
        {m.workbench_relations()}
      </h2>
      {relations.length === 0 && (
        <p className="text-sm text-muted">{m.workbench_relations_none()}</p>
      )}
      <ul className="grid gap-1.5">
        {relations.map((relation) => (
          <li
            key={`${relation.from_id} ${relation.to_id}`}
            className="rounded-md border border-line p-2 text-sm"
          >
            <p dir="auto" className="flex items-center gap-1.5">
              <span className="min-w-0 truncate">{nameOf(find(relation.from_id))}</span>
              <button
                type="button"
                disabled={readOnly}
                aria-label={m.workbench_relation_turn()}
                title={m.workbench_relation_turn()}
                className="grid size-8 place-items-center rounded-md border border-edge"
                onClick={() =>
                  store.dispatch({
                    do: 'put',
                    item: { ...relation, direction: turn[relation.direction] },
                  })
                }
              >
                {arrow[relation.direction]}
              </button>
              <span className="min-w-0 flex-1 truncate">{nameOf(find(relation.to_id))}</span>
              <button
                type="button"
                disabled={readOnly}
                aria-label={m.workbench_relation_delete()}
                className="grid size-8 place-items-center rounded-md text-danger hover:bg-hover"
                onClick={() => store.dispatch({ do: 'drop', item: relation })}
              >
                <Icon name="trash" size={16} />
              </button>
            </p>
            {wanted && wanted.length > 0 && (
              <select
                className="control mt-1.5"
                aria-label={m.workbench_relation_label()}
                disabled={readOnly}
                value={relation.labels?.[0] ?? ''}
                onChange={({ target }) => {
                  const { labels: _, ...bare } = relation;
                  const item = target.value === '' ? bare : { ...bare, labels: [target.value] };
                  store.dispatch({ do: 'put', item });
                }}
              >
                <option value="">{m.workbench_relation_unnamed()}</option>
                {wanted.map((option) => (
                  <option key={option.value} value={option.value}>
                    {option.shown}
                  </option>
                ))}
              </select>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}
