import { useState, type FormEvent } from 'react';
import { useRevalidator } from 'react-router';
import { parseConfig } from '#src/annotation/labelling/parse-config.ts';
import { formatBytes, formatCount } from '../../i18n/format.ts';
import { pick } from '../../i18n/language.ts';
import { m } from '../../i18n/messages.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { Field, SelectField } from '../../ui/field.tsx';
import { Notice } from '../../ui/notice.tsx';
import { useSubmit } from '../../ui/use-submit.ts';
import { annotationApi } from '../annotation-paths.ts';
import { useProject } from '../projects/project-frame.tsx';
import { formatOfName, type FileFormat } from './file-format.ts';
import { sendTasks, type Sent } from './send-tasks.ts';

const formats: Readonly<Record<FileFormat, () => string>> = {
  json: m.annotation_format_json,
  jsonl: m.annotation_format_jsonl,
  table: m.annotation_format_table,
  text: m.annotation_format_text,
  coco: m.annotation_format_coco,
  conll: m.annotation_format_conll,
  doccano: m.annotation_format_doccano,
};

/** Takes tasks in from a file of this computer, with progress and the problems of single items. */
export function ImportDialog({
  open,
  onClose,
}: {
  readonly open: boolean;
  readonly onClose: () => void;
}) {
  return (
    <Dialog open={open} onClose={onClose} title={m.annotation_import()}>
      <ImportForm onClose={onClose} />
    </Dialog>
  );
}

function ImportForm({ onClose }: { readonly onClose: () => void }) {
  const project = useProject();
  const { revalidate } = useRevalidator();
  const submit = useSubmit();
  const [file, setFile] = useState<File>();
  const [format, setFormat] = useState<FileFormat>('json');
  const [checked, setChecked] = useState(false);
  const [bytes, setBytes] = useState(0);
  const [sent, setSent] = useState<Sent>();
  const [done, setDone] = useState(false);
  const send = (event: FormEvent): void => {
    event.preventDefault();
    setChecked(true);
    const { config } = parseConfig(project.labelConfig);
    if (!file || !config) return;
    setDone(false);
    setSent(undefined);
    void submit.run(async () => {
      // The readers come only when somebody imports.
      const { readTaskFile } = await import('./read-file.ts');
      const items = readTaskFile(file, format, config, setBytes);
      try {
        await sendTasks(items, annotationApi.imports(project.id), setSent);
        setDone(true);
      } finally {
        await revalidate();
      }
    });
  };
  return (
    <form noValidate onSubmit={send} className="space-y-5">
      <Field
        label={m.annotation_import_file()}
        hint={m.annotation_import_file_hint()}
        error={checked && !file ? m.annotation_import_file_required() : undefined}
      >
        {(wired) => (
          <input
            {...wired}
            type="file"
            className="control file:mr-3 file:rounded-sm file:border-0 file:bg-hover file:px-3 file:py-1 file:text-ink"
            onChange={(event) => {
              const chosen = event.target.files?.[0];
              setFile(chosen);
              if (chosen) setFormat(formatOfName(chosen.name));
            }}
          />
        )}
      </Field>
      <SelectField
        label={m.annotation_import_format()}
        value={format}
        onChange={(event) => setFormat(event.target.value as FileFormat)}
      >
        {(Object.keys(formats) as FileFormat[]).map((key) => (
          <option key={key} value={key}>
            {formats[key]()}
          </option>
        ))}
      </SelectField>
      {file && (submit.busy || sent) && (
        <div>
          <progress
            className="meter w-full"
            aria-label={m.annotation_import()}
            value={done ? file.size : bytes}
            max={file.size}
          />
          <p role="status" className="tabular mt-1 text-sm text-muted">
            {m.annotation_import_progress({
              done: formatBytes(done ? file.size : bytes),
              total: formatBytes(file.size),
              tasks: formatCount(sent?.tasks ?? 0),
            })}
          </p>
        </div>
      )}
      {submit.message !== undefined && (
        <Notice tone="bad" live>
          {submit.message}
        </Notice>
      )}
      {done && sent && (
        <Notice tone={sent.problemCount > 0 ? 'warn' : 'good'} live>
          {m.annotation_import_done({
            tasks: formatCount(sent.tasks),
            problems: formatCount(sent.problemCount),
          })}
        </Notice>
      )}
      {sent && sent.problems.length > 0 && <Problems sent={sent} />}
      <div className="flex justify-end gap-3">
        <Button onClick={onClose}>{m.close()}</Button>
        <Button look="primary" type="submit" busy={submit.busy}>
          {m.annotation_import()}
        </Button>
      </div>
    </form>
  );
}

function Problems({ sent }: { readonly sent: Sent }) {
  return (
    <section aria-label={m.annotation_import_problems()}>
      <ul className="scroll-thin max-h-56 space-y-1 overflow-y-auto text-sm" tabIndex={0}>
        {sent.problems.map((one, at) => (
          <li key={at} className="flex gap-3">
            <span className="tabular shrink-0 text-faint">
              {one.line === null
                ? m.annotation_import_item({ item: one.item })
                : m.annotation_import_item_line({ item: one.item, line: one.line })}
            </span>
            <span className="min-w-0">{pick(one.sentence.zh, one.sentence.en)}</span>
          </li>
        ))}
      </ul>
      {sent.problemCount > sent.problems.length && (
        <p className="mt-1 text-sm text-muted">
          {m.annotation_config_more({ count: sent.problemCount - sent.problems.length })}
        </p>
      )}
    </section>
  );
}
