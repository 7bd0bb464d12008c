import { Fragment, type ReactNode } from 'react';
import {
  resultName,
  type ConfigControl,
  type ConfigObject,
  type ConfigOption,
  type LabelConfig,
} from '#src/annotation/labelling/model.ts';
import { specOf } from '#src/annotation/labelling/tags.ts';
import { taskField } from '#src/annotation/labelling/task-field.ts';
import {
  attributeOf,
  elementsOf,
  type XmlElement,
} from '#src/annotation/labelling/xml-document.ts';
import { m } from '../../i18n/messages.ts';
import { Icon } from '../../ui/icon.tsx';
import { labelColours } from '../templates.ts';
import { hexOf } from './colour.ts';

interface PreviewProps {
  readonly config: LabelConfig;
  readonly data: Readonly<Record<string, unknown>>;
}

/** The task as an annotator will see it, laid out as the configuration says. */
export function ConfigPreview({ config, data }: PreviewProps) {
  return (
    <div className="space-y-3" dir="auto">
      <Part element={config.root} config={config} data={data} />
    </div>
  );
}

function Part({ element, config, data }: PreviewProps & { readonly element: XmlElement }) {
  const object = config.objects.find((one) => one.element === element);
  if (object) return <ObjectPreview object={object} data={data} />;
  const control = config.controls.find((one) => one.element === element);
  if (control) return <ControlPreview control={control} />;
  const spec = specOf(element.name);
  if (spec?.tag === 'Header') {
    const written = attributeOf(element, 'value') ?? wordsOf(element);
    const value = written.startsWith('$') ? shown(taskField(data, written.slice(1))) : written;
    return <p className="font-semibold">{value}</p>;
  }
  if (spec?.tag === 'Relations') return <RelationsPreview relations={config.relations ?? []} />;
  if (spec?.tag === 'Style' || spec?.limited) return null;
  return elementsOf(element).map((child) => (
    <Fragment key={child.start}>
      <Part element={child} config={config} data={data} />
    </Fragment>
  ));
}

const wordsOf = (element: XmlElement): string =>
  element.children
    .map((child) => (child.kind === 'text' ? child.text : ''))
    .join('')
    .trim();

/** A value of a task in a line of text. */
const shown = (value: unknown): string =>
  typeof value === 'string' ? value : value === undefined ? '' : JSON.stringify(value);

const box = 'rounded-md border border-line bg-surface p-3';

function ObjectPreview({
  object,
  data,
}: {
  readonly object: ConfigObject;
  readonly data: Readonly<Record<string, unknown>>;
}) {
  const value = object.literal ?? taskField(data, object.value);
  if (object.tag === 'Image' || object.tag === 'Video')
    return <Placeholder icon="image" tall name={object.value} />;
  if (object.tag === 'Audio') return <Placeholder icon="sound" name={object.value} />;
  if (value === undefined)
    return (
      <p className={`${box} border-dashed text-sm text-amber`}>
        {m.annotation_preview_missing({ field: object.value })}
      </p>
    );
  if (object.tag === 'Table') return <TablePreview value={value} />;
  if (object.tag === 'List' || object.tag === 'Paragraphs')
    return <ListPreview value={value} object={object} />;
  return (
    <p className={`${box} max-h-52 overflow-y-auto whitespace-pre-line`}>
      {shown(value).slice(0, 2000)}
    </p>
  );
}

const Placeholder = ({ icon, name, tall = false }: PlaceholderProps) => (
  <div
    className={`grid place-items-center rounded-md bg-sunken text-faint ${tall ? 'min-h-48' : 'min-h-20'}`}
  >
    <span className="flex flex-col items-center gap-1 text-sm">
      <Icon name={icon} size={28} />
      <span className="font-mono">{name}</span>
    </span>
  </div>
);

interface PlaceholderProps {
  readonly icon: 'image' | 'sound';
  readonly name: string;
  readonly tall?: boolean;
}

function TablePreview({ value }: { readonly value: unknown }) {
  const rows: [string, unknown][] =
    typeof value === 'object' && value !== null ? Object.entries(value) : [['', value]];
  return (
    <table className="w-full border-collapse text-sm">
      <tbody>
        {rows.slice(0, 20).map(([name, cell]) => (
          <tr key={name}>
            <th scope="row" className="border border-line px-3 py-1.5 text-left font-medium">
              {name}
            </th>
            <td className="tabular border border-line px-3 py-1.5">{shown(cell)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function ListPreview({
  value,
  object,
}: {
  readonly value: unknown;
  readonly object: ConfigObject;
}) {
  const items: unknown[] = Array.isArray(value) ? value : [value];
  const title = attributeOf(object.element, 'title');
  const keys = [
    attributeOf(object.element, 'nameKey') ?? 'author',
    attributeOf(object.element, 'textKey') ?? 'text',
  ];
  return (
    <div>
      {title !== undefined && <p className="mb-1 text-sm text-muted">{title}</p>}
      <ul className="space-y-1.5">
        {items.slice(0, 20).map((item, at) => {
          const of = (key: string): string =>
            typeof item === 'object' && item !== null && key in item
              ? shown((item as Record<string, unknown>)[key])
              : '';
          const [who = '', what = ''] = keys.map(of);
          return (
            // Items need not have an id.
            <li key={at} className={box}>
              {who !== '' && <span className="mr-2 font-semibold">{who}</span>}
              {what || of('title') || of('body') || shown(item)}
            </li>
          );
        })}
      </ul>
    </div>
  );
}

function ControlPreview({ control }: { readonly control: ConfigControl }) {
  const title = control.perRegion ? (
    <p className="text-sm text-muted">{m.annotation_preview_region({ name: control.name })}</p>
  ) : null;
  return (
    <div>
      {title}
      <Answer control={control} />
    </div>
  );
}

const answers: Readonly<Record<string, (control: ConfigControl) => ReactNode>> = {
  Choices: (control) => (
    <ul className="space-y-1">
      {control.labels.map((one, at) => (
        <li key={at} className="flex items-center gap-2">
          <span
            aria-hidden
            className={`size-4 border border-edge ${control.choice === 'single' ? 'rounded-full' : 'rounded-sm'}`}
          />
          {one.value}
          <Key of={one} at={at} />
        </li>
      ))}
    </ul>
  ),
  Taxonomy: (control) => <Tree options={control.labels} />,
  TextArea: () => <div aria-hidden className="h-16 rounded-md border border-edge" />,
  Number: () => <div aria-hidden className="h-10 w-32 rounded-md border border-edge" />,
  Rating: (control) => (
    <p aria-hidden className="flex gap-1 text-amber">
      {Array.from({ length: Math.min(10, control.maxRating ?? 5) }, (_, at) => (
        <Icon key={at} name="star" />
      ))}
    </p>
  ),
  Pairwise: () => (
    <p className="grid grid-cols-2 gap-2 text-center text-sm">
      <span className={box}>{m.annotation_preview_left()}</span>
      <span className={box}>{m.annotation_preview_right()}</span>
    </p>
  ),
  Ranker: () => <p className="text-sm text-muted">{m.annotation_preview_rank()}</p>,
};

function Answer({ control }: { readonly control: ConfigControl }) {
  if (control.marks) return <LabelChips options={control.labels} />;
  const answer = answers[control.tag];
  if (answer) return answer(control);
  return <p className="text-sm text-amber">{m.annotation_preview_limited({ tag: control.tag })}</p>;
}

const Key = ({ of, at }: { readonly of: ConfigOption; readonly at: number }) => (
  <kbd className="rounded-sm border border-line bg-sunken px-1 font-mono text-xs text-muted">
    {of.hotkey ?? (at < 9 ? at + 1 : '')}
  </kbd>
);

const LabelChips = ({ options }: { readonly options: readonly ConfigOption[] }) => (
  <ul className="flex flex-wrap gap-1.5">
    {options.map((one, at) => (
      <li
        key={at}
        className="flex items-center gap-1.5 rounded-md border border-line bg-surface px-2 py-1 text-sm"
      >
        <span
          aria-hidden
          className="size-3 rounded-full"
          style={{
            backgroundColor:
              hexOf(one.background) ?? labelColours[at % labelColours.length] ?? 'gray',
          }}
        />
        {one.value}
        <Key of={one} at={at} />
      </li>
    ))}
  </ul>
);

const Tree = ({ options }: { readonly options: readonly ConfigOption[] }) => (
  <ul className="space-y-1 pl-4">
    {options.map((one) => (
      <li key={resultName(one)} className="list-disc">
        {one.value}
        {one.children && <Tree options={one.children} />}
      </li>
    ))}
  </ul>
);

const RelationsPreview = ({ relations }: { readonly relations: readonly ConfigOption[] }) => (
  <p className="text-sm text-muted">
    {m.annotation_preview_relations()} {relations.map((one) => one.value).join(' · ')}
  </p>
);
