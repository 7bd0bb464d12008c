import { useLayoutEffect, useMemo, useRef, useState } from 'react';
import { m } from '../i18n/messages.ts';
import { Button } from '../ui/button.tsx';
import { Badge } from '../ui/badge.tsx';
import { Notice } from '../ui/notice.tsx';
import { KeyCap } from './controls/key-cap.tsx';
import type { WorkbenchView } from './desk/contract.ts';
import type { Desk } from './desk/desk.ts';
import type { DeskState, Seat } from './desk/desk-state.ts';
import { wanting } from './model/check-answers.ts';
import { focusStage } from './model/focus-stage.ts';
import { optionKeys } from './model/hotkeys.ts';
import type { LabelConfig } from './model/label-config.ts';
import { labelColours } from './model/palette.ts';
import { TaskContext, type TaskTools } from './model/task-context.ts';
import type { Stages } from './model/stage-commands.ts';
import { Comments } from './panel/comments.tsx';
import { HelpDialog } from './panel/help-dialog.tsx';
import { InstructionsDrawer } from './panel/instructions-drawer.tsx';
import { OutboxList } from './panel/outbox-list.tsx';
import { RegionDetails } from './panel/region-details.tsx';
import { RegionList } from './panel/region-list.tsx';
import { Relations } from './panel/relations.tsx';
import { SkipDialog } from './panel/skip-dialog.tsx';
import { TaskView } from './task-view.tsx';
import { useBenchKeys, type BenchDialog } from './use-bench-keys.ts';

interface SeatedProps {
  readonly desk: Desk;
  readonly state: DeskState;
  readonly seat: Seat;
  readonly config: LabelConfig;
  readonly stages: Stages;
  readonly bench: WorkbenchView;
  announce(sentence: string): void;
}

/** One task on the screen: the task, its regions, and what to do with it. */
export function Seated({ desk, state, seat, config, stages, bench, announce }: SeatedProps) {
  const task = seat.kind === 'lease' ? seat.lease.task : seat.own.task;
  const readOnly = seat.kind === 'own' && !seat.own.editable;
  const [dialog, setDialog] = useState<BenchDialog>();
  const [missing, setMissing] = useState<readonly string[]>([]);
  const root = useRef<HTMLDivElement>(null);
  const tools = useMemo<TaskTools>(
    () => ({
      config,
      store: desk.labels,
      data: task.data,
      colours: labelColours(config),
      keys: optionKeys(config),
      readOnly,
      announce,
      media: desk.media,
    }),
    [config, desk, task.data, readOnly, announce],
  );

  const submit = async (): Promise<void> => {
    if (readOnly) return desk.next();
    const wants = wanting(config, task.data, desk.labels.get().items);
    setMissing([...new Set(wants.map((want) => want.sentence))]);
    const [first] = wants;
    if (!first) return desk.submit();
    if (first.region !== undefined) desk.labels.dispatch({ do: 'select', id: first.region });
    announce(wants.map((want) => want.sentence).join(' '));
  };
  const close = (): void => {
    setDialog(undefined);
    focusStage();
  };
  useBenchKeys({ desk, tools, stages, submit, open: setDialog });

  useLayoutEffect(() => {
    const stage = root.current?.querySelector<HTMLElement>('[data-stage]');
    (stage ?? root.current)?.focus({ preventScroll: true });
  }, []);

  return (
    <TaskContext value={tools}>
      <div
        className="bench-body"
        data-task={task.number}
        data-lease={seat.kind === 'lease' ? seat.lease.id : undefined}
      >
        <div ref={root} tabIndex={-1} className="bench-main outline-none">
          <TaskHead seat={seat} />
          <TaskView />
        </div>
        <aside aria-label={m.workbench_panel()} className="bench-panel scroll-thin">
          <RegionDetails />
          <RegionList />
          <Relations />
          <Comments taskId={task.id} online={state.connection === 'online'} />
          <OutboxList desk={desk} state={state} />
        </aside>
        <div className="bench-actions">
          {missing.length > 0 && (
            <div role="alert" className="w-full text-sm font-medium text-danger">
              {missing.map((sentence) => (
                <p key={sentence}>{sentence}</p>
              ))}
            </div>
          )}
          <Button size="sm" look="quiet" onClick={() => void desk.previous()}>
            {m.workbench_previous()} <KeyCap>P</KeyCap>
          </Button>
          {seat.kind === 'own' && (
            <Button size="sm" look="quiet" onClick={() => void desk.next()}>
              {m.workbench_next()} <KeyCap>N</KeyCap>
            </Button>
          )}
          <span className="flex-1" />
          {seat.kind === 'lease' && (
            <Button size="sm" onClick={() => setDialog('skip')}>
              {m.workbench_skip()} <KeyCap>K</KeyCap>
            </Button>
          )}
          {!readOnly && (
            <Button look="primary" onClick={() => void submit()}>
              {seat.kind === 'own' ? m.workbench_correct() : m.workbench_submit()}
              <span aria-hidden className="text-sm opacity-80">
                ↵
              </span>
            </Button>
          )}
        </div>
      </div>
      <HelpDialog open={dialog === 'help'} onClose={close} />
      <InstructionsDrawer
        open={dialog === 'instructions'}
        onClose={close}
        text={bench.project.instructions}
      />
      <SkipDialog
        open={dialog === 'skip'}
        onClose={close}
        onSkip={(reason) => {
          setDialog(undefined);
          void desk.submit({ reason });
        }}
      />
    </TaskContext>
  );
}

/** The task's number, and why it came back where it was returned. */
function TaskHead({ seat }: { readonly seat: Seat }) {
  const number = seat.kind === 'lease' ? seat.lease.task.number : seat.own.task.number;
  const returned = seat.kind === 'lease' ? seat.lease.returned : null;
  const states: Readonly<Record<string, string>> = {
    submitted: m.workbench_receipt_submitted(),
    skipped: m.workbench_receipt_skipped(),
    orphaned: m.workbench_receipt_orphaned(),
    accepted: m.workbench_state_accepted(),
    returned: m.workbench_state_returned(),
    replaced: m.workbench_state_replaced(),
  };
  return (
    <>
      <p className="flex items-center gap-2 text-sm text-muted">
        {m.workbench_task({ number })}
        {seat.kind === 'own' && <Badge>{states[seat.own.state] ?? seat.own.state}</Badge>}
      </p>
      {returned && (
        <Notice tone="warn" title={m.workbench_returned()}>
          {returned.reason !== null && <p dir="auto">{returned.reason}</p>}
          {returned.comments?.map((comment) => (
            <p key={comment.id} dir="auto" className="text-muted">
              {comment.author.name}: {comment.text}
            </p>
          ))}
        </Notice>
      )}
    </>
  );
}
