import { useState } from 'react';
import { useLoaderData, type LoaderFunctionArgs } from 'react-router';
import type { TaskList } from '#src/annotation/tasks/schema.ts';
import { load } from '../../api.ts';
import { formatCount, formatInstant } from '../../i18n/format.ts';
import { m } from '../../i18n/messages.ts';
import { Badge } from '../../ui/badge.tsx';
import { Button } from '../../ui/button.tsx';
import { Empty } from '../../ui/notice.tsx';
import { annotationApi } from '../annotation-paths.ts';
import { MoreLink, queryOf } from '../more-link.tsx';
import { useProject } from '../projects/project-frame.tsx';
import { ImportDialog } from './import-dialog.tsx';
import { TaskDialog } from './task-dialog.tsx';

type Page = typeof TaskList.infer;

export const loader = ({ params, context, request }: LoaderFunctionArgs): Promise<Page> =>
  load(context, annotationApi.tasks(params['id'] ?? '', `?limit=50&${queryOf(request)}`));

/** The project's tasks, page by page, and the way to take more in. */
export function Component() {
  const { items, next } = useLoaderData<Page>();
  const project = useProject();
  const [importing, setImporting] = useState(false);
  const [shown, setShown] = useState<string>();
  const importButton = project.may.edit && (
    <Button look="primary" icon="upload" onClick={() => setImporting(true)}>
      {m.annotation_import()}
    </Button>
  );
  return (
    <div>
      {items.length === 0 ? (
        <Empty icon="table" title={m.annotation_tasks_none()} action={importButton}>
          {m.annotation_tasks_none_hint()}
        </Empty>
      ) : (
        <>
          <div className="mb-4 flex flex-wrap items-center justify-between gap-3">
            <p className="tabular text-muted">
              {m.annotation_tasks_count({ count: formatCount(project.taskCount) })}
            </p>
            {importButton}
          </div>
          <TaskTable items={items} show={setShown} />
        </>
      )}
      <MoreLink next={next} />
      <ImportDialog open={importing} onClose={() => setImporting(false)} />
      <TaskDialog id={shown} onClose={() => setShown(undefined)} />
    </div>
  );
}

interface TaskTableProps {
  readonly items: Page['items'];
  readonly show: (id: string) => void;
}

function TaskTable({ items, show }: TaskTableProps) {
  const head = 'px-4 py-2 text-left text-sm font-medium whitespace-nowrap text-muted';
  const cell = 'px-4 py-1.5 whitespace-nowrap';
  return (
    <div
      className="card scroll-thin overflow-x-auto"
      tabIndex={0}
      role="region"
      aria-label={m.annotation_tab_tasks()}
    >
      <table className="tabular w-full">
        <thead className="border-b border-line">
          <tr>
            <th scope="col" className={head}>
              {m.annotation_task_number()}
            </th>
            <th scope="col" className={`${head} text-right!`}>
              {m.annotation_task_submitted()}
            </th>
            <th scope="col" className={`${head} text-right!`}>
              {m.annotation_task_accepted()}
            </th>
            <th scope="col" className={head}>
              {m.annotation_task_created()}
            </th>
          </tr>
        </thead>
        <tbody className="divide-y divide-line">
          {items.map((task) => (
            <tr key={task.id} className="hover:bg-hover">
              <td className={cell}>
                <button type="button" onClick={() => show(task.id)} className="link min-h-8">
                  #{task.number}
                </button>{' '}
                {task.gold === true && (
                  <Badge tone="amber" icon="star">
                    {m.annotation_task_gold()}
                  </Badge>
                )}
              </td>
              <td className={`${cell} text-right`}>{formatCount(task.submittedCount ?? 0)}</td>
              <td className={`${cell} text-right`}>{formatCount(task.acceptedCount ?? 0)}</td>
              <td className={`${cell} text-sm text-faint`}>
                {task.createdAt === undefined ? '' : formatInstant(task.createdAt)}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
