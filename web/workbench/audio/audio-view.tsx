import { useEffect, useRef, useState } from 'react';
import { m } from '../../i18n/messages.ts';
import { Button } from '../../ui/button.tsx';
import { Notice } from '../../ui/notice.tsx';
import type { DataObject } from '../model/label-config.ts';
import { useStageCommands } from '../model/stage-commands.ts';
import { useTask } from '../model/task-context.ts';
import { AudioStage } from './audio-stage.ts';
import { clockTime } from './clock-time.ts';

/** A sound as its wave, with regions; Space plays, [ and ] set the start and end of a region. */
export function AudioView({ object }: { readonly object: DataObject }) {
  const task = useTask();
  const { media, store, readOnly } = task;
  const box = useRef<HTMLDivElement>(null);
  const stage = useRef<AudioStage>(undefined);
  const [state, setState] = useState({ playing: false, at: 0, length: 0, failed: false });
  const latest = useRef(task);
  latest.current = task;

  useEffect(() => {
    if (!box.current) return;
    const opened = new AudioStage(
      box.current,
      () => latest.current,
      object,
      (change) => setState((before) => ({ ...before, ...change })),
    );
    stage.current = opened;
    void opened.open(media(object.field));
    const off = store.subscribe(() => opened.sync());
    return () => {
      off();
      opened.close();
    };
  }, [object, media, store, readOnly]);

  useStageCommands(object.name, {
    label: (control, value) => stage.current?.label(control, value) ?? false,
    next: (step) => stage.current?.next(step) ?? false,
    key: (event) => stage.current?.key(event) ?? false,
  });

  return (
    <div className="grid gap-3">
      <div
        ref={box}
        data-stage={object.name}
        tabIndex={0}
        role="application"
        aria-label={m.workbench_audio_stage()}
        className="min-h-36 overflow-hidden rounded-md border border-line bg-surface -outline-offset-2"
      />
      {state.failed && (
        <Notice tone="bad" live>
          {m.workbench_media_failed()}
        </Notice>
      )}
      <div className="flex flex-wrap items-center gap-3">
        <Button
          size="sm"
          icon={state.playing ? 'pause' : 'play'}
          onMouseDown={(event) => event.preventDefault()}
          onClick={() => stage.current?.toggle()}
        >
          {state.playing ? m.workbench_pause() : m.workbench_play()}
        </Button>
        <output className="tabular text-sm text-muted">
          {clockTime(state.at)} / {clockTime(state.length)}
        </output>
        <span className="text-sm text-muted">{m.workbench_audio_hint()}</span>
      </div>
    </div>
  );
}
