import { formatBytes, formatDuration, formatShare } from '../i18n/format.ts';
import { m } from '../i18n/messages.ts';
import { Button } from '../ui/button.tsx';
import { Icon, type IconName } from '../ui/icon.tsx';
import { RowsGlance } from './rows-glance.tsx';
import type { UploadItem, UploadQueue, UploadState, UploadsView } from './upload-queue.ts';

interface UploadListProps {
  readonly queue: UploadQueue;
  readonly view: UploadsView;
  /** Paths the draft holds already, whose rows are shown there. */
  readonly held: ReadonlySet<string>;
}

/** How far the uploads are: count, rate and time left, and each file. */
export function UploadList({ queue, view, held }: UploadListProps) {
  const { items } = view;
  if (items.length === 0) return null;
  const done = items.filter((item) => item.state === 'done').length;
  const total = items.reduce((sum, item) => sum + item.sizeBytes, 0);
  const sent = items.reduce((sum, item) => sum + item.sentBytes, 0);
  const active = items.some((item) => item.state === 'sending' || item.state === 'waiting');
  const paused = items.some((item) => item.state === 'paused');
  const rate = active ? view.bytesPerSecond : undefined;
  return (
    <section className="card overflow-hidden">
      <div className="flex flex-wrap items-center gap-x-6 gap-y-2 px-5 py-4">
        <div className="min-w-0 flex-1" role="status">
          <p className="font-semibold">
            {done === items.length
              ? m.upload_finished({ total: items.length })
              : m.upload_progress({ done, total: items.length })}
          </p>
          <p className="tabular text-sm text-muted">
            {formatBytes(sent)} / {formatBytes(total)}
            {rate !== undefined && rate > 0 && (
              <>
                {' · '}
                {m.upload_rate({ rate: formatBytes(Math.round(rate)) })}
                {' · '}
                {m.upload_left({ left: formatDuration((total - sent) / rate) })}
              </>
            )}
          </p>
        </div>
        {active && (
          <Button size="sm" icon="pause" onClick={() => queue.pause()}>
            {m.upload_pause_all()}
          </Button>
        )}
        {paused && (
          <Button size="sm" icon="play" onClick={() => queue.resume()}>
            {m.upload_resume_all()}
          </Button>
        )}
        {done > 0 && (
          <Button size="sm" look="quiet" onClick={() => queue.clearDone()}>
            {m.upload_clear()}
          </Button>
        )}
      </div>
      <progress
        max={Math.max(1, total)}
        value={sent}
        aria-label={m.upload_progress({ done, total: items.length })}
        className="meter block w-full"
      />
      <ul className="scroll-thin max-h-96 divide-y divide-line overflow-y-auto">
        {items.map((item) => (
          <Row key={item.id} item={item} queue={queue} held={held.has(item.path)} />
        ))}
      </ul>
    </section>
  );
}

const icons: Readonly<Record<UploadState, IconName>> = {
  waiting: 'clock',
  sending: 'upload',
  paused: 'pause',
  done: 'check',
  failed: 'warning',
};

interface RowProps {
  readonly item: UploadItem;
  readonly queue: UploadQueue;
  readonly held: boolean;
}

function Row({ item, queue, held }: RowProps) {
  const names: Record<UploadState, string> = {
    waiting: m.upload_state_waiting(),
    sending: formatShare(item.sentBytes, Math.max(1, item.sizeBytes)),
    paused: m.upload_state_paused(),
    done: m.upload_state_done(),
    failed: m.upload_state_failed(),
  };
  const tone =
    item.state === 'failed' ? 'text-danger' : item.state === 'done' ? 'text-accent' : 'text-faint';
  return (
    <li className="flex flex-wrap items-center gap-x-3 gap-y-1 px-5 py-2">
      <Icon name={icons[item.state]} size={17} className={tone} />
      <div className="min-w-0 flex-1">
        <p className="truncate font-mono text-sm">{item.path}</p>
        {item.error !== undefined && <p className="text-sm text-danger">{item.error}</p>}
      </div>
      <span className="tabular text-sm text-faint">{formatBytes(item.sizeBytes)}</span>
      <span className={`tabular w-16 text-right text-sm ${tone}`}>{names[item.state]}</span>
      {item.state === 'sending' && (
        <Action
          label={m.upload_pause()}
          path={item.path}
          icon="pause"
          onClick={() => queue.pause(item.id)}
        />
      )}
      {(item.state === 'paused' || item.state === 'failed') && (
        <Action
          label={item.state === 'failed' ? m.upload_retry() : m.upload_resume()}
          path={item.path}
          icon="play"
          onClick={() => queue.resume(item.id)}
        />
      )}
      {item.state !== 'done' && (
        <Action
          label={m.upload_cancel()}
          path={item.path}
          icon="close"
          onClick={() => queue.cancel(item.id)}
        />
      )}
      {item.firstRows && !held && (
        <div className="w-full min-w-0 pb-1">
          <p className="text-xs text-muted">{m.upload_first_rows()}</p>
          <RowsGlance table={item.firstRows} name={item.path} />
        </div>
      )}
    </li>
  );
}

interface ActionProps {
  readonly label: string;
  readonly path: string;
  readonly icon: IconName;
  readonly onClick: () => void;
}

function Action({ label, path, icon, onClick }: ActionProps) {
  return (
    <button
      type="button"
      aria-label={`${label} ${path}`}
      title={label}
      onClick={onClick}
      className="grid size-8 place-items-center rounded-md text-muted hover:bg-hover"
    >
      <Icon name={icon} size={16} />
    </button>
  );
}
