import { ControlView } from './controls/control-view.tsx';
import { useTask } from './model/task-context.ts';
import type { ConfigNode, LabelConfig } from './model/label-config.ts';
import { wordsOf } from './model/result.ts';
import { controlVisible, nodeVisible } from './model/visibility.ts';
import { ObjectView } from './objects/object-view.tsx';

/** The task as its author laid it out: headings, objects and controls in the order of the configuration. */
export function TaskView() {
  const { config } = useTask();
  return <NodeView node={config.root} />;
}

function NodeView({ node }: { readonly node: ConfigNode }) {
  const { config, state, data } = useTask();
  if (!nodeVisible(node, config, state)) return null;
  const object = config.objects.find((one) => one.node === node);
  if (object) return <ObjectView object={object} />;
  const control = config.controls.find((one) => one.node === node);
  // What is asked about one region stands beside the list of regions.
  if (control)
    return control.perRegion || !controlVisible(control, state) ? null : (
      <ControlView control={control} />
    );
  if (node.tag === 'Header') {
    const value = node.attributes['value'] ?? node.text;
    const text = value.startsWith('$') ? wordsOf(data[value.slice(1)]) : value;
    return (
      <h3 dir="auto" className="mt-1 text-lg">
        {text}
      </h3>
    );
  }
  if (node.tag === 'Style') return null;
  return rowsOf(node, config).map((row, i) => (
    <div key={i} className={row.length > 1 ? 'grid items-start gap-3 sm:grid-cols-2' : 'contents'}>
      {row.map((child, at) => (
        <NodeView key={at} node={child} />
      ))}
    </div>
  ));
}

/** The children of a node, those that a Pairwise compares beside each other: left is left. */
function rowsOf(node: ConfigNode, config: LabelConfig): ConfigNode[][] {
  const compared = new Set(
    config.controls.filter((c) => c.tag === 'Pairwise').flatMap((c) => [...c.toName]),
  );
  const isCompared = (child: ConfigNode | undefined) =>
    config.objects.some((object) => object.node === child && compared.has(object.name));
  const rows: ConfigNode[][] = [];
  for (const child of node.children) {
    const row = rows.at(-1);
    if (row && isCompared(child) && isCompared(row[0])) row.push(child);
    else rows.push([child]);
  }
  return rows;
}
