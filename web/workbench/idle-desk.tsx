import { useEffect, useState } from 'react';
import { call } from '../api.ts';
import { m } from '../i18n/messages.ts';
import { pick } from '../i18n/language.ts';
import { Button } from '../ui/button.tsx';
import { Empty } from '../ui/notice.tsx';
import type { WorkbenchView } from './desk/contract.ts';
import type { Desk } from './desk/desk.ts';
import type { DeskState } from './desk/desk-state.ts';
import { OutboxList } from './panel/outbox-list.tsx';

interface IdleDeskProps {
  readonly desk: Desk;
  readonly state: DeskState;
  readonly bench: WorkbenchView;
}

/** Nothing to label now: the queue says why, and what arrived stays to be seen. */
export function IdleDesk({ desk, state, bench }: IdleDeskProps) {
  const offline = state.connection !== 'online';
  const [counts, setCounts] = useState(bench.counts.mine);
  useEffect(() => {
    if (offline || state.waiting.length > 0) return;
    call<WorkbenchView>('GET', `/annotation/packages/${bench.package.id}/workbench`).then(
      (fresh) => setCounts(fresh.counts.mine),
      () => undefined,
    );
  }, [offline, state.waiting.length, bench.package.id]);
  const { queue } = state;
  useEffect(() => {
    const onKey = ({ key }: KeyboardEvent): void => {
      if (key.toLowerCase() === 'p') void desk.previous();
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, [desk]);
  return (
    <div className="mx-auto grid w-full max-w-xl gap-6 p-6">
      <Empty
        icon={queue?.state === 'done' && !offline ? 'check' : 'clock'}
        title={offline ? m.workbench_idle_offline() : m.workbench_idle()}
        action={
          <>
            <Button onClick={() => void desk.refill()}>{m.workbench_look_again()}</Button>
            <Button look="quiet" onClick={() => void desk.previous()}>
              {m.workbench_previous()}
            </Button>
          </>
        }
      >
        {queue && !offline && <p>{pick(queue.sentence.zh, queue.sentence.en)}</p>}
        <p className="mt-1">
          {m.workbench_mine({
            submitted: counts.submitted,
            accepted: counts.accepted,
            returned: counts.returned,
          })}
        </p>
      </Empty>
      <OutboxList desk={desk} state={state} />
    </div>
  );
}

/** Another tab has this package open. */
export function OtherTab({ desk }: { readonly desk: Desk }) {
  return (
    <div className="mx-auto w-full max-w-xl p-6">
      <Empty
        icon="copy"
        title={m.workbench_elsewhere()}
        action={
          <Button look="primary" onClick={() => desk.takeOver()}>
            {m.workbench_take_over()}
          </Button>
        }
      >
        {m.workbench_elsewhere_hint()}
      </Empty>
    </div>
  );
}
