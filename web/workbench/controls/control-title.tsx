import type { Control } from '../model/label-config.ts';
import { RequiredMark } from './required-mark.tsx';

interface ControlTitleProps {
  readonly control: Control;
  readonly as: 'legend' | 'label';
  readonly htmlFor?: string;
}

/** The name of a control as its author wrote it, and whether an answer is wanted. */
export function ControlTitle({ control, as: Tag, htmlFor }: ControlTitleProps) {
  const title = control.node.attributes['title'] ?? control.name;
  return (
    <Tag
      {...(htmlFor === undefined ? {} : { htmlFor })}
      className="mb-1 flex items-baseline gap-2 text-sm font-medium text-muted"
    >
      {title}
      {control.required && <RequiredMark />}
    </Tag>
  );
}
