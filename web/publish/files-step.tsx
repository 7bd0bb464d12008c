import { useState } from 'react';
import { useRevalidator } from 'react-router';
import type { DatasetView } from '#src/catalog/schema.ts';
import { call } from '../api.ts';
import { formatBytes, formatShare } from '../i18n/format.ts';
import { m } from '../i18n/messages.ts';
import { Button, ButtonLink } from '../ui/button.tsx';
import { TextField } from '../ui/field.tsx';
import { Notice } from '../ui/notice.tsx';
import { useSubmit } from '../ui/use-submit.ts';
import { DraftFiles } from './draft-files.tsx';
import { useDraft } from './draft-frame.tsx';
import { DropZone } from './drop-zone.tsx';
import { UploadList } from './upload-list.tsx';
import { useUploads } from './use-uploads.ts';

export function Component() {
  const { dataset, files, unfinished, base } = useDraft();
  const { queue, view } = useUploads(`${dataset.org.slug}/${dataset.name}`);
  const held = new Set(files.items.map((file) => file.path));
  const sending = new Set(view.items.map((item) => item.path));
  const left = unfinished.items.filter((upload) => !sending.has(upload.path));
  return (
    <div className="space-y-8">
      <DropZone onFiles={(files) => queue.add(files)} />
      <UploadList queue={queue} view={view} held={held} />
      {left.length > 0 && (
        <Notice tone="warn" title={m.upload_unfinished()}>
          <p>{m.upload_unfinished_hint()}</p>
          <ul className="mt-2 space-y-1">
            {left.map((upload) => (
              <li key={upload.id} className="flex flex-wrap justify-between gap-x-4">
                <span className="min-w-0 font-mono">{upload.path}</span>
                <span className="tabular text-muted">
                  {m.upload_received({
                    part: formatShare(upload.receivedBytes, Math.max(1, upload.sizeBytes)),
                  })}
                  {' · '}
                  {formatBytes(upload.sizeBytes)}
                </span>
              </li>
            ))}
          </ul>
        </Notice>
      )}
      <DraftFiles />
      <ExternalLink />
      <div className="flex justify-end">
        <ButtonLink look="primary" size="lg" to={`${base}/card`}>
          {m.publish_next_card()}
        </ButtonLink>
      </div>
    </div>
  );
}

/** For data that stay where they are: the address instead of files. */
function ExternalLink() {
  const { dataset, files, at } = useDraft();
  const { revalidate } = useRevalidator();
  const submit = useSubmit();
  const [url, setUrl] = useState(dataset.externalUrl ?? '');
  const save = (): void =>
    void submit.run(async () => {
      await call<DatasetView>('PATCH', at, {
        revision: dataset.revision,
        card: dataset.card,
        externalUrl: url.trim() === '' ? null : url.trim(),
      });
      await revalidate();
    });
  return (
    <details
      open={dataset.externalUrl !== null && files.fileCount === 0}
      className="card px-5 py-3"
    >
      <summary className="font-medium">{m.draft_external()}</summary>
      <div className="mt-3 flex flex-wrap items-end gap-3 pb-2">
        <TextField
          type="url"
          className="min-w-0 flex-1"
          label={m.draft_external_url()}
          hint={m.draft_external_hint()}
          value={url}
          error={submit.problem?.fieldError('externalUrl') ?? submit.message}
          onChange={(event) => setUrl(event.target.value)}
        />
        <Button busy={submit.busy} onClick={save}>
          {m.save()}
        </Button>
      </div>
    </details>
  );
}
