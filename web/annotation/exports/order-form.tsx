import { useState, type FormEvent } from 'react';
import { useRevalidator } from 'react-router';
import type { ExportFormatName, ExportList } from '#src/annotation/exports/schema.ts';
import { call } from '../../api.ts';
import { m } from '../../i18n/messages.ts';
import { Button } from '../../ui/button.tsx';
import { SelectField } from '../../ui/field.tsx';
import { Notice } from '../../ui/notice.tsx';
import { useSubmit } from '../../ui/use-submit.ts';
import { annotationApi } from '../annotation-paths.ts';
import { useProject } from '../projects/project-frame.tsx';
import { exportFormatTexts } from './export-formats.ts';

type Which = 'accepted' | 'submitted' | 'all';

/** Orders an export: the format with what it can carry, and which results. */
export function OrderForm({ formats }: { readonly formats: ExportList['formats'] }) {
  const project = useProject();
  const { revalidate } = useRevalidator();
  const submit = useSubmit();
  const [format, setFormat] = useState<ExportFormatName>('JSON');
  const [which, setWhich] = useState<Which>('submitted');
  const send = (event: FormEvent): void => {
    event.preventDefault();
    void submit.run(async () => {
      await call('POST', annotationApi.exports(project.id), { format, which });
      await revalidate();
    });
  };
  return (
    <form onSubmit={send} className="card space-y-4 p-5">
      <h2 className="text-lg">{m.export_order()}</h2>
      <SelectField
        label={m.export_format()}
        hint={exportFormatTexts[format].carries()}
        value={format}
        onChange={(event) => setFormat(event.target.value as ExportFormatName)}
      >
        {formats.map((one) => (
          <option key={one.format} value={one.format} disabled={!one.fits}>
            {exportFormatTexts[one.format].name}
            {one.fits ? '' : ` · ${m.export_unfit()}`}
          </option>
        ))}
      </SelectField>
      <SelectField
        label={m.export_which()}
        value={which}
        onChange={(event) => setWhich(event.target.value as Which)}
      >
        <option value="accepted">{m.export_which_accepted()}</option>
        <option value="submitted">{m.export_which_submitted()}</option>
        <option value="all">{m.export_which_all()}</option>
      </SelectField>
      {submit.message !== undefined && (
        <Notice tone="bad" live>
          {submit.message}
        </Notice>
      )}
      <Button type="submit" look="primary" icon="download" busy={submit.busy}>
        {m.export_order()}
      </Button>
    </form>
  );
}
