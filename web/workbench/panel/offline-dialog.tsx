import { useState } from 'react';
import { formatInstant } from '../../i18n/format.ts';
import { m } from '../../i18n/messages.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { TextField } from '../../ui/field.tsx';
import { Notice } from '../../ui/notice.tsx';
import type { Desk } from '../desk/desk.ts';
import type { DeskState } from '../desk/desk-state.ts';
import { canOpenOffline, keepPageOffline } from '../desk/page-cache.ts';

interface OfflineDialogProps {
  readonly desk: Desk;
  readonly state: DeskState;
  readonly open: boolean;
  readonly onClose: () => void;
}

const most = 50;

/** Takes tasks along for work without a network. */
export function OfflineDialog({ desk, state, open, onClose }: OfflineDialogProps) {
  const [count, setCount] = useState(20);
  const [busy, setBusy] = useState(false);
  const { offline } = state;
  const take = async (): Promise<void> => {
    setBusy(true);
    await desk.prepareOffline(Math.max(1, Math.min(most, count)));
    await keepPageOffline(true);
    setBusy(false);
  };
  return (
    <Dialog open={open} onClose={onClose} title={m.workbench_offline_title()}>
      <div className="grid gap-4">
        <p className="text-sm text-muted">{m.workbench_offline_hint()}</p>
        {!canOpenOffline() && <Notice tone="warn">{m.workbench_offline_insecure()}</Notice>}
        <form
          className="flex items-end gap-3"
          onSubmit={(event) => {
            event.preventDefault();
            void take();
          }}
        >
          <TextField
            label={m.workbench_offline_count()}
            type="number"
            min={1}
            max={most}
            value={count}
            onChange={(event) => setCount(Number(event.target.value))}
            className="w-40"
          />
          <Button type="submit" look="primary" busy={busy} disabled={state.connection !== 'online'}>
            {m.workbench_offline_take()}
          </Button>
        </form>
        {offline && (
          <Notice tone={offline.fetched === undefined ? 'good' : 'info'} live>
            {offline.fetched === undefined
              ? m.workbench_offline_ready({
                  count: offline.count,
                  until: formatInstant(offline.until),
                })
              : m.workbench_offline_fetching({ done: offline.fetched, count: offline.count })}
          </Notice>
        )}
        {offline && offline.fetched === undefined && (
          <Button disabled={state.connection !== 'online'} onClick={() => void desk.giveBack()}>
            {m.workbench_offline_give_back()}
          </Button>
        )}
      </div>
    </Dialog>
  );
}
