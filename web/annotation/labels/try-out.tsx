import '../../workbench/workbench.css';
import { useMemo } from 'react';
import { optionKeys } from '../../workbench/model/hotkeys.ts';
import { readLabelConfig } from '../../workbench/model/label-config.ts';
import { LabelStore } from '../../workbench/model/label-store.ts';
import { labelColours } from '../../workbench/model/palette.ts';
import { Stages, StagesContext } from '../../workbench/model/stage-commands.ts';
import { TaskContext, type TaskTools } from '../../workbench/model/task-context.ts';
import { RegionDetails } from '../../workbench/panel/region-details.tsx';
import { RegionList } from '../../workbench/panel/region-list.tsx';
import { TaskView } from '../../workbench/task-view.tsx';
import { sampleMedia } from './sample-media.ts';

/** A task to try a configuration on. */
export interface TryTask {
  readonly data: Readonly<Record<string, unknown>>;
  /** Where the bytes of a field are; made-up ones where it has none. */
  readonly media: Readonly<Record<string, string>>;
}

interface TryOutProps {
  /** A configuration without errors. */
  readonly xml: string;
  readonly task: TryTask;
}

/** The workbench's own widgets over a task; what is labelled here is kept nowhere. */
export function TryOut({ xml, task }: TryOutProps) {
  const stages = useMemo(() => new Stages(), []);
  const tools = useMemo<TaskTools>(() => {
    const config = readLabelConfig(xml);
    return {
      config,
      store: new LabelStore(),
      data: task.data,
      colours: labelColours(config),
      keys: optionKeys(config),
      readOnly: false,
      announce: () => undefined,
      media: async (field) => {
        const at = task.media[field];
        const tag = config.objects.find((one) => one.field === field)?.tag ?? '';
        const answer = at === undefined ? undefined : await fetch(at).catch(() => undefined);
        return answer?.ok ? answer.blob() : sampleMedia(tag);
      },
    };
  }, [xml, task]);
  return (
    <StagesContext value={stages}>
      <TaskContext value={tools}>
        <div className="flex flex-col gap-3 [&>.relative]:min-h-80 [&>[data-stage-box]]:min-h-80">
          <TaskView />
          <RegionDetails />
          <RegionList />
        </div>
      </TaskContext>
    </StagesContext>
  );
}
