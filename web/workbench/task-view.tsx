import { Fragment } from 'react';
import { ControlView } from './controls/control-view.tsx';
import { useTask } from './model/task-context.ts';
import type { ConfigNode } from './model/label-config.ts';
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
  return node.children.map((child, i) => (
    <Fragment key={i}>
      <NodeView node={child} />
    </Fragment>
  ));
}
