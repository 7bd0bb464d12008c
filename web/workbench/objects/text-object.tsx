import type { DataObject } from '../model/label-config.ts';
import { useTask } from '../model/task-context.ts';
import { TextView } from '../text/text-view.tsx';

/** A text; marked where a Labels control points at it, otherwise only read. */
export function TextObject({ object }: { readonly object: DataObject }) {
  const { data, config } = useTask();
  const value = data[object.field];
  const raw =
    typeof value === 'string'
      ? value
      : value === undefined
        ? (object.literal ?? '')
        : JSON.stringify(value);
  const text = object.tag === 'HyperText' ? wordsOf(raw) : raw;
  const marked = config.controls.some((c) => c.tag === 'Labels' && c.toName.includes(object.name));
  if (marked || text.length > 4000) return <TextView object={object} text={text} />;
  return (
    <p dir="auto" className="card px-5 py-4 text-[1.0625rem] leading-8 whitespace-pre-wrap">
      {text}
    </p>
  );
}

/** The words of an HTML text, one line a block; markup of others is never put into the page. */
function wordsOf(html: string): string {
  const body = new DOMParser().parseFromString(html, 'text/html').body;
  for (const block of body.querySelectorAll('p, div, li, br, h1, h2, h3, h4, tr'))
    block.append('\n');
  for (const hidden of body.querySelectorAll('script, style')) hidden.remove();
  return body.textContent.replaceAll(/\n{2,}/gu, '\n').trim();
}
