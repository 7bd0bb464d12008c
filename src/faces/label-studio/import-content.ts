import type { Context } from 'hono';
import { AppError, errors } from '#src/kernel/errors.ts';
import type { AppEnv } from '#src/kernel/http.ts';
import { invalid, isObject, jsonOf } from './ask.ts';

export interface ImportContent {
  readonly format: string;
  readonly source: AsyncIterable<Uint8Array | string>;
}

async function* once(text: string): AsyncGenerator<string> {
  yield text;
}

/** The field of the data that the first object of a configuration shows; `text` where there is none. */
const fieldOf = (labelConfig: string): string =>
  /\bvalue\s*=\s*"\$([A-Za-z0-9_]+)"/.exec(labelConfig)?.[1] ?? 'text';

/** Endings of files, as Label Studio takes them. */
function formatOf(name: string): string {
  const ending = name.slice(name.lastIndexOf('.') + 1).toLowerCase();
  if (ending === 'csv' || ending === 'tsv' || ending === 'txt' || ending === 'jsonl') return ending;
  if (ending === 'json') return 'label-studio';
  throw invalid('file', 'must end in .json, .jsonl, .csv, .tsv or .txt');
}

async function fileContent(file: File, labelConfig: string): Promise<ImportContent> {
  const format = formatOf(file.name);
  if (format !== 'txt') return { format, source: file.stream() };
  const field = fieldOf(labelConfig);
  const lines = (await file.text()).split(/\r?\n/).filter((line) => line !== '');
  const items = lines.map((line) => ({ data: { [field]: line } }));
  return { format: 'label-studio', source: once(JSON.stringify(items)) };
}

/** What an import sends: JSON, one task or a list of them, or one file in a form. */
export async function contentOf(c: Context<AppEnv>, labelConfig: string): Promise<ImportContent> {
  if (c.req.query('preannotated_from_fields'))
    throw invalid(
      'preannotated_from_fields',
      'is not supported: send predictions with the tasks, or to import/predictions',
    );
  if (!c.req.header('content-type')?.startsWith('multipart/form-data')) {
    const body = await jsonOf(c);
    if (!Array.isArray(body) && !isObject(body)) throw invalid('body', 'must be a list of tasks');
    const items: readonly unknown[] = Array.isArray(body) ? body : [body];
    return { format: 'label-studio', source: once(JSON.stringify(items)) };
  }
  let form: FormData;
  try {
    form = await c.req.formData();
  } catch (error) {
    throw new AppError(errors.malformed, { cause: error });
  }
  const files = [...form.values()].filter((value) => value instanceof File);
  const [file] = files;
  if (!file || files.length > 1) throw invalid('file', 'must be one file');
  return fileContent(file, labelConfig);
}
