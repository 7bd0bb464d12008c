import '../../workbench/workbench.css';
import { useEffect, useMemo, useState } from 'react';
import { m } from '../../i18n/messages.ts';
import { Notice } from '../../ui/notice.tsx';
import { optionKeys } from '../../workbench/model/hotkeys.ts';
import { readLabelConfig, type LabelConfig } from '../../workbench/model/label-config.ts';
import { LabelStore } from '../../workbench/model/label-store.ts';
import { labelColours } from '../../workbench/model/palette.ts';
import type { ResultItem } from '../../workbench/model/result.ts';
import { Stages, StagesContext } from '../../workbench/model/stage-commands.ts';
import { TaskContext, type TaskTools } from '../../workbench/model/task-context.ts';
import { RegionDetails } from '../../workbench/panel/region-details.tsx';
import { RegionList } from '../../workbench/panel/region-list.tsx';
import { TaskView } from '../../workbench/task-view.tsx';

interface ResultViewProps {
  readonly labelConfig: string;
  readonly task: {
    readonly data: Readonly<Record<string, unknown>>;
    readonly media: Readonly<Record<string, string>>;
  };
  readonly result: readonly unknown[];
  /** Where the result may be corrected: the labels are kept here. */
  readonly editing?: LabelStore | undefined;
}

function configOf(xml: string): LabelConfig | undefined {
  try {
    return readLabelConfig(xml);
  } catch {
    return undefined;
  }
}

/** Media come through the hub, or stand in the data itself. */
async function mediumOf(url: unknown): Promise<Blob> {
  if (typeof url !== 'string' || !url.startsWith('/') || url.startsWith('//'))
    throw new Error('no medium of this hub');
  const answer = await fetch(url, { credentials: 'same-origin' });
  if (!answer.ok) throw new Error(`HTTP ${answer.status}`);
  return answer.blob();
}

/** A task with somebody's result, drawn by the workbench's own widgets; in the browser only. */
export function ResultView({ labelConfig, task, result, editing }: ResultViewProps) {
  const config = useMemo(() => configOf(labelConfig), [labelConfig]);
  const [ready, setReady] = useState(false);
  useEffect(() => setReady(true), []);
  const tools = useMemo<TaskTools | undefined>(() => {
    if (!config) return undefined;
    const store = editing ?? new LabelStore();
    store.dispatch({ do: 'load', items: result as readonly ResultItem[] });
    return {
      config,
      store,
      data: task.data,
      colours: labelColours(config),
      keys: optionKeys(config),
      readOnly: editing === undefined,
      announce: () => undefined,
      media: (field) => mediumOf(task.media[field] ?? task.data[field]),
    };
  }, [config, editing, result, task]);
  const stages = useMemo(() => new Stages(), [tools]);
  if (!ready) return <div className="skeleton min-h-64" aria-hidden />;
  if (!tools) return <Notice tone="bad">{m.workbench_config_broken()}</Notice>;
  return (
    <StagesContext value={stages}>
      <TaskContext value={tools}>
        <div className="grid grid-cols-1 gap-4 lg:grid-cols-[minmax(0,1fr)_16rem]">
          <div className="flex min-w-0 flex-col gap-3">
            <TaskView />
          </div>
          <div className="min-w-0 space-y-4">
            <RegionList />
            <RegionDetails />
          </div>
        </div>
      </TaskContext>
    </StagesContext>
  );
}
