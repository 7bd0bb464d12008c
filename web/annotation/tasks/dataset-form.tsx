import { useState, type FormEvent } from 'react';
import { parseConfig } from '#src/annotation/labelling/parse-config.ts';
import type { DatasetSummary, FileList, VersionList } from '#src/catalog/schema.ts';
import type { ImportTasks } from '#src/annotation/tasks/schema.ts';
import { formatBytes, formatCount } from '../../i18n/format.ts';
import { pick } from '../../i18n/language.ts';
import { m } from '../../i18n/messages.ts';
import { Button } from '../../ui/button.tsx';
import { SelectField, TextField } from '../../ui/field.tsx';
import { useProject } from '../projects/project-frame.tsx';
import { formatOfName, type ImportFormat } from './file-format.ts';
import { FormatField, type SourceFormProps } from './file-form.tsx';
import { useAnswer } from './use-answer.ts';

type Found = Pick<DatasetSummary, 'org' | 'name' | 'title'>;
type Hits = { readonly items: readonly (DatasetSummary & { readonly id: string })[] };

/** A version of a dataset in the catalogue: a task for each of its files, or for each row of one. */
export function DatasetForm({ of, close, outcome }: SourceFormProps) {
  const [chosen, setChosen] = useState<Found>();
  return (
    <div className="space-y-5">
      {chosen ? (
        <div className="flex flex-wrap items-center justify-between gap-3 rounded-md bg-sunken px-4 py-2">
          <p className="min-w-0 font-medium">
            {pick(chosen.title.zh, chosen.title.en)}{' '}
            <span className="text-sm text-muted">
              {chosen.org.slug}/{chosen.name}
            </span>
          </p>
          <Button size="sm" onClick={() => setChosen(undefined)}>
            {m.annotation_import_other_dataset()}
          </Button>
        </div>
      ) : (
        <DatasetSearch choose={setChosen} />
      )}
      {chosen ? (
        <VersionForm
          key={`${chosen.org.slug}/${chosen.name}`}
          {...{ of, close, outcome, chosen }}
        />
      ) : (
        <div className="flex justify-end">{close}</div>
      )}
    </div>
  );
}

function DatasetSearch({ choose }: { readonly choose: (found: Found) => void }) {
  const [words, setWords] = useState('');
  const query = new URLSearchParams({ q: words, limit: '8' });
  const hits = useAnswer<Hits>(`/search?${query.toString()}`, 200);
  return (
    <div className="space-y-3">
      <TextField
        label={m.annotation_import_dataset()}
        hint={m.annotation_import_dataset_hint()}
        type="search"
        value={words}
        onChange={(event) => setWords(event.target.value)}
      />
      {hits?.items.length === 0 && <p className="text-sm text-muted">{m.search_none_short()}</p>}
      <ul className="divide-y divide-line">
        {(hits?.items ?? []).map((hit) => (
          <li key={hit.id}>
            <button
              type="button"
              onClick={() => choose(hit)}
              className="flex min-h-11 w-full flex-wrap items-center justify-between gap-x-4 px-2 py-1.5 text-left hover:bg-hover"
            >
              <span className="min-w-0 font-medium">{pick(hit.title.zh, hit.title.en)}</span>
              <span className="tabular text-sm text-muted">
                {hit.org.slug}/{hit.name} · {formatCount(hit.fileCount)} ·{' '}
                {formatBytes(hit.sizeBytes)}
              </span>
            </button>
          </li>
        ))}
      </ul>
    </div>
  );
}

function VersionForm({ of, close, outcome, chosen }: SourceFormProps & { readonly chosen: Found }) {
  const project = useProject();
  const own = parseConfig(project.labelConfig).config?.objects[0]?.value ?? '';
  const at = `/datasets/${chosen.org.slug}/${chosen.name}/versions`;
  const versions = useAnswer<typeof VersionList.infer>(at);
  const [picked, setPicked] = useState<string>();
  const version = picked ?? versions?.items[0]?.semver;
  const files = useAnswer<FileList>(
    version === undefined ? undefined : `${at}/${version}/files?recursive=true&limit=100`,
  );
  const [path, setPath] = useState('');
  const [format, setFormat] = useState<ImportFormat>('label-studio');
  const [field, setField] = useState(own);
  const send = (event: FormEvent): void => {
    event.preventDefault();
    if (version === undefined) return;
    const base = { org: chosen.org.slug, name: chosen.name, version };
    const dataset: ImportTasks['dataset'] =
      path === '' ? { ...base, ...(field === '' ? {} : { field }) } : { ...base, path, format };
    of.start({ dataset });
  };
  return (
    <form noValidate onSubmit={send} className="space-y-5">
      <SelectField
        label={m.annotation_import_version()}
        value={version ?? ''}
        onChange={(event) => {
          setPicked(event.target.value);
          setPath('');
        }}
      >
        {(versions?.items ?? []).map(({ semver }) => (
          <option key={semver}>{semver}</option>
        ))}
      </SelectField>
      <SelectField
        label={m.annotation_import_what()}
        hint={m.annotation_import_what_hint()}
        value={path}
        onChange={(event) => {
          setPath(event.target.value);
          setFormat(formatOfName(event.target.value));
        }}
      >
        <option value="">
          {m.annotation_import_every_file({ count: formatCount(files?.fileCount ?? 0) })}
        </option>
        {(files?.items ?? []).map((file) => (
          <option key={file.path} value={file.path}>
            {m.annotation_import_rows_of({ path: file.path })}
          </option>
        ))}
      </SelectField>
      {path === '' ? (
        <TextField
          label={m.annotation_import_field()}
          hint={m.annotation_import_field_hint()}
          value={field}
          onChange={(event) => setField(event.target.value)}
        />
      ) : (
        <FormatField value={format} onChange={setFormat} />
      )}
      {outcome}
      <div className="flex justify-end gap-3">
        {close}
        <Button look="primary" type="submit" busy={of.submit.busy} disabled={version === undefined}>
          {m.annotation_import()}
        </Button>
      </div>
    </form>
  );
}
