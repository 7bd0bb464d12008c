import { useEffect, useState } from 'react';
import { ApiProblem, call } from '../../api.ts';
import { formatInstant } from '../../i18n/format.ts';
import { m } from '../../i18n/messages.ts';
import { Button } from '../../ui/button.tsx';
import { Icon } from '../../ui/icon.tsx';
import type { CommentView } from '../desk/contract.ts';
import { useTask } from '../model/task-context.ts';

/** Remarks on the task or on the selected region. */
export function Comments({
  taskId,
  online,
}: {
  readonly taskId: string;
  readonly online: boolean;
}) {
  const { state } = useTask();
  const [items, setItems] = useState<readonly CommentView[]>([]);
  const [text, setText] = useState('');
  const [problem, setProblem] = useState<string>();
  const at = `/annotation/tasks/${taskId}/comments`;

  useEffect(() => {
    let gone = false;
    setItems([]);
    if (online)
      call<{ items: CommentView[] }>('GET', at).then(
        (list) => !gone && setItems(list.items),
        () => undefined,
      );
    return () => {
      gone = true;
    };
  }, [at, online]);

  const act = async (work: () => Promise<unknown>): Promise<void> => {
    try {
      await work();
      setProblem(undefined);
      setItems((await call<{ items: CommentView[] }>('GET', at)).items);
    } catch (error) {
      setProblem(error instanceof ApiProblem ? error.message : m.network_failed());
    }
  };
  const send = (): Promise<void> =>
    act(async () => {
      const regionId = state.selected;
      await call('POST', at, { text, ...(regionId === undefined ? {} : { regionId }) });
      setText('');
    });

  return (
    <section aria-labelledby="comments-title" className="border-t border-line pt-3">
      <h2 id="comments-title" className="mb-1 text-sm font-semibold">
        {m.workbench_comments()}
      </h2>
      <ul className="grid gap-1.5">
        {items.map((comment) => (
          <li
            key={comment.id}
            className={`text-sm ${comment.resolvedAt === null ? '' : 'text-faint line-through'}`}
          >
            <p dir="auto">{comment.text}</p>
            <p className="flex items-center gap-2 text-xs text-muted">
              {comment.regionId !== null && (
                <Icon name="flag" size={13} title={m.workbench_on_region()} />
              )}
              {formatInstant(comment.createdAt)}
              {comment.resolvedAt === null && (
                <button
                  type="button"
                  className="link ml-auto min-h-6"
                  onClick={() =>
                    void act(() => call('POST', `/annotation/comments/${comment.id}/resolve`))
                  }
                >
                  {m.workbench_resolve()}
                </button>
              )}
            </p>
          </li>
        ))}
      </ul>
      <textarea
        id="workbench-comment"
        rows={2}
        dir="auto"
        value={text}
        aria-label={
          state.selected === undefined ? m.workbench_comment_task() : m.workbench_comment_region()
        }
        placeholder={
          state.selected === undefined ? m.workbench_comment_task() : m.workbench_comment_region()
        }
        onChange={(event) => setText(event.target.value)}
        className="control mt-2 field-sizing-content"
      />
      {problem !== undefined && (
        <p role="alert" className="mt-1 text-sm text-danger">
          {problem}
        </p>
      )}
      <Button
        size="sm"
        className="mt-1.5"
        disabled={text.trim() === '' || !online}
        onClick={() => void send()}
      >
        {m.workbench_comment_send()}
      </Button>
    </section>
  );
}
