import { useState, type FormEvent } from 'react';
import { Link } from 'react-router';
import type { ExportView } from '#src/annotation/exports/schema.ts';
import type { PublicationView } from '#src/annotation/publications/schema.ts';
import { call } from '../../api.ts';
import { m } from '../../i18n/messages.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { CheckField, TextField } from '../../ui/field.tsx';
import { Notice } from '../../ui/notice.tsx';
import { useSubmit } from '../../ui/use-submit.ts';
import { annotationApi } from '../annotation-paths.ts';
import { useProject } from '../projects/project-frame.tsx';

interface PublishProps {
  readonly of: ExportView;
  readonly open: boolean;
  readonly onClose: () => void;
}

/** Puts an export into the draft of a dataset; its people complete and publish it there. */
export function PublishDialog({ of, open, onClose }: PublishProps) {
  return (
    <Dialog open={open} onClose={onClose} title={m.export_publish()}>
      <PublishForm of={of} />
    </Dialog>
  );
}

function PublishForm({ of }: { readonly of: ExportView }) {
  const project = useProject();
  const submit = useSubmit();
  const [dataset, setDataset] = useState('');
  const [anonymous, setAnonymous] = useState(false);
  const [made, setMade] = useState<PublicationView>();
  const send = (event: FormEvent): void => {
    event.preventDefault();
    void submit.run(async () => {
      const vendors = anonymous ? 'anonymous' : 'named';
      const body = { exportId: of.id, dataset, vendors };
      setMade(await call<PublicationView>('POST', annotationApi.publications(project.id), body));
    });
  };
  if (made)
    return (
      <Notice tone="good" live title={m.export_published()}>
        <Link className="link" to={`/datasets/${made.dataset.org}/${made.dataset.name}`}>
          {m.export_published_link()}
        </Link>
      </Notice>
    );
  return (
    <form onSubmit={send} className="space-y-4">
      <p className="text-sm text-muted">{m.export_publish_hint()}</p>
      <TextField
        label={m.export_dataset()}
        hint={m.export_dataset_hint()}
        value={dataset}
        required
        pattern="[a-z0-9][a-z0-9\-]{0,62}[a-z0-9]"
        onChange={(event) => setDataset(event.target.value)}
      />
      <CheckField
        label={m.export_anonymous()}
        hint={m.export_anonymous_hint()}
        checked={anonymous}
        onChange={(event) => setAnonymous(event.target.checked)}
      />
      {submit.message !== undefined && (
        <Notice tone="bad" live>
          {submit.message}
        </Notice>
      )}
      <Button type="submit" look="primary" busy={submit.busy}>
        {m.export_publish()}
      </Button>
    </form>
  );
}
