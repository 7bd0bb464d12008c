import type { DataObject } from '../model/label-config.ts';
import { useTask } from '../model/task-context.ts';
import { listItems } from './list-items.ts';

/** The items of a list; where a Ranker orders them, the Ranker shows them. */
export function ListView({ object }: { readonly object: DataObject }) {
  const { data, config } = useTask();
  const { title } = object.node.attributes;
  const ranked = config.controls.some((c) => c.tag === 'Ranker' && c.toName.includes(object.name));
  if (ranked) return title === undefined ? null : <h3 className="text-lg">{title}</h3>;
  return (
    <section>
      {title !== undefined && <h3 className="mb-2 text-lg">{title}</h3>}
      <ul className="grid gap-2">
        {listItems(data[object.field]).map((item) => (
          <li key={item.id} className="card px-4 py-2.5">
            <p className="font-medium">{item.title}</p>
            {item.body !== undefined && <p className="text-sm text-muted">{item.body}</p>}
          </li>
        ))}
      </ul>
    </section>
  );
}
