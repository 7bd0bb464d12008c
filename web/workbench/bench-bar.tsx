import { useEffect, useState } from 'react';
import { m } from '../i18n/messages.ts';
import { formatCount } from '../i18n/format.ts';
import { pick } from '../i18n/language.ts';
import { Button } from '../ui/button.tsx';
import { Badge } from '../ui/badge.tsx';
import { Icon } from '../ui/icon.tsx';
import type { WorkbenchView } from './desk/contract.ts';
import type { Desk } from './desk/desk.ts';
import type { DeskState } from './desk/desk-state.ts';
import { focusStage } from './model/focus-stage.ts';
import { OfflineDialog } from './panel/offline-dialog.tsx';

interface BenchBarProps {
  readonly desk: Desk;
  readonly state: DeskState;
  readonly bench: WorkbenchView;
}

/** Where one is, what is saved where, the time, and work without a network. */
export function BenchBar({ desk, state, bench }: BenchBarProps) {
  const [offline, setOffline] = useState(false);
  const { queue } = state;
  return (
    <header className="flex flex-wrap items-center gap-x-4 gap-y-1 border-b border-line bg-surface px-4 py-1.5">
      <h1 className="min-w-0 truncate text-base">{bench.package.title}</h1>
      {queue && (
        <p
          className="tabular text-sm text-muted"
          title={pick(queue.sentence.zh, queue.sentence.en)}
        >
          {m.workbench_progress({
            done: formatCount(queue.submitted),
            total: formatCount(queue.total),
          })}
        </p>
      )}
      <span className="hidden flex-1 sm:block" />
      <SavedMark state={state} />
      {state.seat?.kind === 'lease' && <Timer desk={desk} />}
      <Connection state={state} />
      <Button size="sm" look="quiet" icon="download" onClick={() => setOffline(true)}>
        {m.workbench_offline()}
      </Button>
      <OfflineDialog
        desk={desk}
        state={state}
        open={offline}
        onClose={() => {
          setOffline(false);
          focusStage();
        }}
      />
    </header>
  );
}

function SavedMark({ state }: { readonly state: DeskState }) {
  if (!state.seat || state.seat.kind === 'own') return null;
  const texts = {
    clean: undefined,
    device: m.workbench_saved_device(),
    server: m.workbench_saved_server(),
    conflict: m.workbench_saved_conflict(),
  };
  const text = texts[state.saved];
  if (text === undefined) return null;
  return (
    <p
      className={`flex items-center gap-1 text-sm ${state.saved === 'conflict' ? 'text-danger' : 'text-muted'}`}
    >
      <Icon name={state.saved === 'conflict' ? 'warning' : 'check'} size={15} />
      {text}
    </p>
  );
}

function Connection({ state }: { readonly state: DeskState }) {
  if (state.connection === 'online') return null;
  return (
    <Badge tone="amber" icon="warning">
      {state.connection === 'offline' ? m.workbench_no_network() : m.workbench_signed_out()}
    </Badge>
  );
}

/** Active time on this task; drawn once a second, on its own. */
function Timer({ desk }: { readonly desk: Desk }) {
  const [seconds, setSeconds] = useState(0);
  useEffect(() => {
    const tick = setInterval(() => setSeconds(Math.floor(desk.clock.read() / 1000)), 500);
    return () => clearInterval(tick);
  }, [desk]);
  const two = (value: number) => String(value).padStart(2, '0');
  return (
    <p className="tabular flex items-center gap-1 text-sm text-muted" title={m.workbench_timer()}>
      <Icon name="clock" size={15} title={m.workbench_timer()} />
      {Math.floor(seconds / 60)}:{two(seconds % 60)}
    </p>
  );
}
