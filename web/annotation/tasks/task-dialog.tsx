import { useEffect, useState } from 'react';
import { parseConfig } from '#src/annotation/labelling/parse-config.ts';
import type { TaskView } from '#src/annotation/tasks/schema.ts';
import { ApiProblem, call } from '../../api.ts';
import { m } from '../../i18n/messages.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { Notice } from '../../ui/notice.tsx';
import { annotationApi } from '../annotation-paths.ts';
import { ConfigPreview } from '../labels/config-preview.tsx';
import { useProject } from '../projects/project-frame.tsx';

/** One task: as annotators see it, and the data behind it. Open while `id` is given. */
export function TaskDialog({
  id,
  onClose,
}: {
  readonly id: string | undefined;
  readonly onClose: () => void;
}) {
  return (
    <Dialog open={id !== undefined} onClose={onClose} title={m.annotation_task()}>
      {id !== undefined && <TaskDetails key={id} id={id} />}
    </Dialog>
  );
}

function TaskDetails({ id }: { readonly id: string }) {
  const project = useProject();
  const [task, setTask] = useState<TaskView>();
  const [failure, setFailure] = useState<string>();
  useEffect(() => {
    let current = true;
    call<TaskView>('GET', annotationApi.task(id)).then(
      (read) => current && setTask(read),
      (error: unknown) =>
        current && setFailure(error instanceof ApiProblem ? error.message : m.network_failed()),
    );
    return () => {
      current = false;
    };
  }, [id]);
  if (failure !== undefined)
    return (
      <Notice tone="bad" live>
        {failure}
      </Notice>
    );
  if (!task) return <div className="skeleton h-48" role="status" aria-label={m.loading()} />;
  const { config } = parseConfig(project.labelConfig);
  return (
    <div className="space-y-5">
      {config && <ConfigPreview config={config} data={task.data} />}
      <details>
        <summary className="text-sm font-medium">{m.annotation_task_data()}</summary>
        <pre
          tabIndex={0}
          className="scroll-thin mt-2 max-h-72 overflow-auto rounded-md bg-sunken p-3 font-mono text-xs whitespace-pre-wrap"
        >
          {JSON.stringify(task.data, undefined, 2).slice(0, 20_000)}
        </pre>
      </details>
    </div>
  );
}
