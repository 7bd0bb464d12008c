import { useState } from 'react';
import type { ExportView } from '#src/annotation/exports/schema.ts';
import { formatBytes, formatCount, formatInstant } from '../../i18n/format.ts';
import { pick } from '../../i18n/language.ts';
import { m } from '../../i18n/messages.ts';
import { Badge } from '../../ui/badge.tsx';
import { Button, buttonClass } from '../../ui/button.tsx';
import { Icon } from '../../ui/icon.tsx';
import { useProject } from '../projects/project-frame.tsx';
import { exportFormatTexts } from './export-formats.ts';
import { PublishDialog } from './publish-dialog.tsx';

const states = {
  queued: { name: m.export_state_queued, tone: 'neutral' },
  running: { name: m.export_state_running, tone: 'amber' },
  done: { name: m.export_state_done, tone: 'accent' },
  failed: { name: m.export_state_failed, tone: 'danger' },
} as const;
const which = {
  accepted: m.export_which_accepted,
  submitted: m.export_which_submitted,
  all: m.export_which_all,
} as const;

/** One export: how far it is, what it holds and what its format could not carry. */
export function ExportRow({ of }: { readonly of: ExportView }) {
  const project = useProject();
  const [publishing, setPublishing] = useState(false);
  const { name } = exportFormatTexts[of.format];
  const state = states[of.state];
  return (
    <li className="space-y-3 px-5 py-4">
      <div className="flex flex-wrap items-center justify-between gap-3">
        <div className="min-w-0">
          <p className="flex flex-wrap items-center gap-2 font-medium">
            {name}
            <Badge tone={state.tone}>{state.name()}</Badge>
          </p>
          <p className="tabular text-sm text-muted">
            {which[of.which]()} · {formatInstant(of.createdAt)}
            {of.file && ` · ${formatBytes(of.file.sizeBytes)}`}
          </p>
        </div>
        {of.file && (
          <div className="flex flex-wrap gap-2">
            <a
              className={buttonClass('plain', 'sm')}
              href={`/api/v1/annotation/exports/${of.id}/file`}
              download={of.file.name}
            >
              <Icon name="download" size={16} />
              {m.export_download()}
            </a>
            {project.may.edit && (
              <Button size="sm" icon="archive" onClick={() => setPublishing(true)}>
                {m.export_publish()}
              </Button>
            )}
          </div>
        )}
      </div>
      {(of.state === 'queued' || of.state === 'running') && (
        <label className="tabular block text-sm text-muted">
          {m.export_progress({
            done: formatCount(of.doneTasks),
            total: formatCount(of.totalTasks),
          })}
          <progress
            className="mt-1 block h-2 w-full"
            max={Math.max(of.totalTasks, 1)}
            value={of.doneTasks}
          />
        </label>
      )}
      {of.error && (
        <p className="text-sm text-danger">{pick(of.error.sentence.zh, of.error.sentence.en)}</p>
      )}
      {of.manifest && <Report of={of} />}
      <PublishDialog of={of} open={publishing} onClose={() => setPublishing(false)} />
    </li>
  );
}

function Report({ of }: { readonly of: ExportView }) {
  const { manifest, losses } = of;
  if (!manifest) return null;
  const counts = m.export_counts({
    tasks: formatCount(manifest.tasks),
    annotations: formatCount(manifest.annotations),
    regions: formatCount(manifest.regions),
  });
  const lines = [
    ...manifest.skipped.map((s) => ({
      name: `${s.what}: ${s.reason}`,
      count: s.count,
      kind: m.export_skipped(),
    })),
    ...losses.map((l) => ({ name: l.field, count: l.count, kind: m.export_lost() })),
  ];
  if (lines.length === 0)
    return (
      <p className="tabular text-sm text-muted">
        {counts} · {m.export_nothing_lost()}
      </p>
    );
  return (
    <details className="text-sm">
      <summary className="tabular cursor-pointer text-muted">
        {counts} · {m.export_losses({ count: formatCount(lines.length) })}
      </summary>
      <ul className="mt-2 space-y-1">
        {lines.map((line) => (
          <li key={`${line.kind}${line.name}`} className="tabular flex flex-wrap gap-2">
            <span className="text-muted">{line.kind}</span>
            <code>{line.name}</code>
            <span>{formatCount(line.count)}</span>
          </li>
        ))}
      </ul>
    </details>
  );
}
