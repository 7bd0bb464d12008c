import { useState, type FormEvent, type ReactNode } from 'react';
import { m } from '../../i18n/messages.ts';
import { Button } from '../../ui/button.tsx';
import { Field, SelectField } from '../../ui/field.tsx';
import { formatOfName, importFormats, type ImportFormat } from './file-format.ts';
import type { Import } from './use-import.ts';

export interface SourceFormProps {
  readonly of: Import;
  readonly close: ReactNode;
  readonly outcome: ReactNode;
}

/** A file of this computer, sent whole to the import job. */
export function FileForm({ of, close, outcome }: SourceFormProps) {
  const [file, setFile] = useState<File>();
  const [format, setFormat] = useState<ImportFormat>('label-studio');
  const [checked, setChecked] = useState(false);
  const send = (event: FormEvent): void => {
    event.preventDefault();
    setChecked(true);
    if (file) of.start({ file: { format } }, file);
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
      <FormatField value={format} onChange={setFormat} />
      {outcome}
      <div className="flex justify-end gap-3">
        {close}
        <Button look="primary" type="submit" busy={of.submit.busy}>
          {m.annotation_import()}
        </Button>
      </div>
    </form>
  );
}

interface FormatFieldProps {
  readonly value: ImportFormat;
  readonly onChange: (format: ImportFormat) => void;
}

export function FormatField({ value, onChange }: FormatFieldProps) {
  return (
    <SelectField
      label={m.annotation_import_format()}
      value={value}
      onChange={(event) => onChange(event.target.value as ImportFormat)}
    >
      {(Object.keys(importFormats) as ImportFormat[]).map((key) => (
        <option key={key} value={key}>
          {importFormats[key]()}
        </option>
      ))}
    </SelectField>
  );
}
