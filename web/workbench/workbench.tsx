import { useEffect, useMemo, useState, useSyncExternalStore } from 'react';
import { m } from '../i18n/messages.ts';
import { Notice } from '../ui/notice.tsx';
import { BenchBar } from './bench-bar.tsx';
import { BenchNotices } from './bench-notices.tsx';
import { Desk } from './desk/desk.ts';
import type { WorkbenchView } from './desk/contract.ts';
import { keepPageOffline } from './desk/page-cache.ts';
import { IdleDesk, OtherTab } from './idle-desk.tsx';
import { readLabelConfig, type LabelConfig } from './model/label-config.ts';
import { LabelStore } from './model/label-store.ts';
import { Stages, StagesContext } from './model/stage-commands.ts';
import { Seated } from './seated.tsx';

interface WorkbenchProps {
  readonly bench: WorkbenchView;
  readonly personId: string;
}

/** The labelling workbench of one package. */
export function Workbench({ bench, personId }: WorkbenchProps) {
  const config = useMemo(() => readConfig(bench.project.labelConfig), [bench.project.labelConfig]);
  const [desk] = useState(
    () => new Desk(bench.package.id, personId, new LabelStore(), bench.queue),
  );
  const [stages] = useState(() => new Stages());
  const [said, setSaid] = useState('');
  useEffect(() => {
    desk.start();
    void keepPageOffline();
    return () => desk.stop();
  }, [desk]);
  const state = useSyncExternalStore(desk.board.subscribe, desk.board.get, desk.board.get);
  if (!config)
    return (
      <div className="page py-8">
        <Notice tone="bad">{m.workbench_config_broken()}</Notice>
      </div>
    );
  return (
    <StagesContext value={stages}>
      <div className="workbench">
        <BenchBar desk={desk} state={state} bench={bench} />
        <BenchNotices desk={desk} state={state} />
        {state.phase === 'starting' && <div className="skeleton m-4 min-h-64 flex-1" />}
        {state.phase === 'elsewhere' && <OtherTab desk={desk} />}
        {state.phase === 'idle' && <IdleDesk desk={desk} state={state} bench={bench} />}
        {state.seat && (
          <Seated
            key={state.seat.kind === 'lease' ? state.seat.lease.id : `own-${state.seat.own.id}`}
            desk={desk}
            state={state}
            seat={state.seat}
            config={config}
            stages={stages}
            bench={bench}
            announce={setSaid}
          />
        )}
        <p role="status" className="sr-only">
          {said}
        </p>
      </div>
    </StagesContext>
  );
}

function readConfig(xml: string): LabelConfig | undefined {
  try {
    return readLabelConfig(xml);
  } catch {
    return undefined;
  }
}
