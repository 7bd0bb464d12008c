import sax from 'sax';
import type { ExportEntry } from '#src/annotation/formats/export-input.ts';
import type { ImportedTask, ImportFile } from '#src/annotation/formats/import-item.ts';
import {
  startExport,
  type Export,
  type ExportFormat,
} from '#src/annotation/formats/start-export.ts';
import type { ConfigModel, LabelledTask } from '#src/annotation/region.ts';
import { gather } from './annotation-fixtures.ts';

const LABELS = new Set(['Label', 'Choice']);

/** What formats need of a label configuration, read plainly; the product's own reader is elsewhere. */
export function configOf(xml: string): ConfigModel {
  const config: ConfigModel = { controls: [], objects: [] };
  const parser = sax.parser(true);
  Object.assign(parser, {
    onopentag: ({ name: tag, attributes }) => {
      const { name, toName, value, alias, category } = attributes as Record<string, string>;
      if (name && toName)
        config.controls.push({
          name,
          tag,
          type: tag.toLowerCase(),
          toName: toName.split(','),
          labels: [],
        });
      else if (name && value) config.objects.push({ name, tag, value: value.replace(/^\$/, '') });
      else if (LABELS.has(tag) && value)
        config.controls.at(-1)?.labels.push({
          value,
          ...(alias ? { alias } : {}),
          ...(category ? { category: Number(category) } : {}),
        });
    },
  } satisfies Partial<sax.SAXParser>);
  parser.write(xml).close();
  return config;
}

/** Imported tasks as a hub would store them: numbered, dated, by account 1. */
export const stored = (tasks: readonly ImportedTask[]): LabelledTask[] =>
  tasks.map((task, n) => ({
    ...task,
    id: n + 1,
    annotations: task.annotations.map((annotation, m) => ({
      id: (n + 1) * 1000 + m,
      completed_by: 1,
      was_cancelled: false,
      ground_truth: false,
      created_at: `2026-11-23T08:00:0${m % 10}.000000Z`,
      updated_at: '2026-11-23T08:00:10.000000Z',
      lead_time: 1.5,
      ...annotation,
    })),
  }));

export interface Exported {
  report: ReturnType<Export['report']>;
  /** Text of the file, or of each entry by its path. */
  text: string;
  files: Map<string, string>;
}

/** An export read to its end. */
export async function exported(
  format: ExportFormat,
  tasks: readonly LabelledTask[],
  config: ConfigModel,
  sizeOf?: (task: LabelledTask) => { width: number; height: number } | undefined,
): Promise<Exported> {
  const walk = async function* (): AsyncGenerator<LabelledTask> {
    yield* tasks;
  };
  const made = startExport(format, { tasks: walk, config, ...(sizeOf ? { sizeOf } : {}) });
  const files = new Map<string, string>();
  let text = '';
  if (made.kind === 'file') text = await textOf(made.chunks);
  else
    for (const { path, bytes } of await gather<ExportEntry>(made.entries))
      files.set(path, new TextDecoder().decode(bytes));
  return { report: made.report(), text, files };
}

async function textOf(chunks: AsyncIterable<Uint8Array>): Promise<string> {
  const decoder = new TextDecoder();
  let text = '';
  for await (const chunk of chunks) text += decoder.decode(chunk, { stream: true });
  return text + decoder.decode();
}

/** Files of an export as an import takes them. */
export const filesOf = ({ files }: Exported) =>
  async function* (): AsyncGenerator<ImportFile> {
    for (const [path, content] of files) yield { path, text: async () => content };
  };

/** Text of an export as a stream. */
export async function* streamOf(text: string): AsyncGenerator<string> {
  yield text;
}
