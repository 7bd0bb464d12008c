import { useState } from 'react';
import { m } from '../../i18n/messages.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { useProject } from '../projects/project-frame.tsx';
import { DatasetForm } from './dataset-form.tsx';
import { FileForm } from './file-form.tsx';
import { ImportOutcome } from './import-outcome.tsx';
import { useImport } from './use-import.ts';

const sources = { file: m.annotation_import_from_file, dataset: m.annotation_import_from_dataset };
type Source = keyof typeof sources;

/** Takes tasks in, by a job of the server: from a file of this computer, or from a dataset of the catalogue. */
export function ImportDialog({
  open,
  onClose,
}: {
  readonly open: boolean;
  readonly onClose: () => void;
}) {
  return (
    <Dialog open={open} onClose={onClose} title={m.annotation_import()}>
      <ImportForms onClose={onClose} />
    </Dialog>
  );
}

function ImportForms({ onClose }: { readonly onClose: () => void }) {
  const project = useProject();
  const [source, setSource] = useState<Source>('file');
  const running = useImport(project.id);
  const close = <Button onClick={onClose}>{m.close()}</Button>;
  return (
    <div className="space-y-5">
      <fieldset className="flex flex-wrap gap-x-6 gap-y-2" disabled={running.submit.busy}>
        <legend className="mb-1 text-[0.9375rem] font-medium">
          {m.annotation_import_source()}
        </legend>
        {(Object.keys(sources) as Source[]).map((key) => (
          <label key={key} className="flex min-h-9 items-center gap-2">
            <input
              type="radio"
              name="source"
              checked={source === key}
              onChange={() => setSource(key)}
            />
            {sources[key]()}
          </label>
        ))}
      </fieldset>
      {source === 'file' ? (
        <FileForm of={running} close={close} outcome={<ImportOutcome of={running} />} />
      ) : (
        <DatasetForm of={running} close={close} outcome={<ImportOutcome of={running} />} />
      )}
    </div>
  );
}
