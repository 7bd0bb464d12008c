import { useEffect, useMemo, useState } from 'react';
import type { PackageView } from '#src/annotation/packages/schema.ts';
import type { QualificationView } from '#src/annotation/qualification/schema.ts';
import { call } from '../../api.ts';
import { m } from '../../i18n/messages.ts';
import { Button } from '../../ui/button.tsx';
import { ConfirmButton } from '../../ui/confirm-button.tsx';
import { optionKeys } from '../../workbench/model/hotkeys.ts';
import { readLabelConfig } from '../../workbench/model/label-config.ts';
import { LabelStore } from '../../workbench/model/label-store.ts';
import { labelColours } from '../../workbench/model/palette.ts';
import type { ResultItem } from '../../workbench/model/result.ts';
import { Stages, StagesContext } from '../../workbench/model/stage-commands.ts';
import { TaskContext, type TaskTools } from '../../workbench/model/task-context.ts';
import { RegionDetails } from '../../workbench/panel/region-details.tsx';
import { RegionList } from '../../workbench/panel/region-list.tsx';
import { TaskView } from '../../workbench/task-view.tsx';
import { annotationApi } from '../annotation-paths.ts';

type Answers = Readonly<Record<string, readonly ResultItem[]>>;
type TestTask = QualificationView['tasks'][number];

const nothing: readonly ResultItem[] = [];

/** Answers survive a reload of the tab; they are handed in all at once. */
function useAnswers(packageId: string) {
  const key = `banyan-test-${packageId}`;
  const [answers, setAnswers] = useState<Answers>(
    () => JSON.parse(sessionStorage.getItem(key) ?? '{}') as Answers,
  );
  useEffect(() => sessionStorage.setItem(key, JSON.stringify(answers)), [key, answers]);
  const keep = (id: string, items: readonly ResultItem[]): void =>
    setAnswers((now) => (now[id] === items ? now : { ...now, [id]: items }));
  return { answers, keep, forget: () => sessionStorage.removeItem(key) };
}

interface TestPaperProps {
  readonly of: PackageView;
  readonly test: QualificationView;
  readonly done: (test: QualificationView) => void;
}

/** The items of an open attempt, one after another. */
export function TestPaper({ of, test, done }: TestPaperProps) {
  const { answers, keep, forget } = useAnswers(of.id);
  const [at, setAt] = useState(0);
  const task = test.tasks[at];
  const answered = (id: string): boolean => (answers[id]?.length ?? 0) > 0;
  const missing = test.tasks.filter(({ id }) => !answered(id)).length;
  const handIn = async (): Promise<void> => {
    const body = {
      answers: test.tasks
        .filter(({ id }) => answered(id))
        .map(({ id }) => ({ taskId: id, result: answers[id] })),
    };
    const path = `${annotationApi.package(of.id)}/qualification/answers`;
    const graded = await call<QualificationView>('POST', path, body);
    forget();
    done(graded);
  };
  if (!task) return null;
  const total = test.tasks.length;
  return (
    <div>
      <nav aria-label={m.annotation_test()} className="mb-4 flex flex-wrap items-center gap-1.5">
        {test.tasks.map(({ id }, i) => (
          <button
            key={id}
            type="button"
            aria-current={i === at ? 'step' : undefined}
            aria-label={m.annotation_test_item({ number: i + 1, total })}
            onClick={() => setAt(i)}
            className={`tabular grid size-9 place-items-center rounded-md border text-sm ${i === at ? 'border-accent bg-accent-soft font-semibold' : answered(id) ? 'border-accent' : 'border-line text-muted'}`}
          >
            {i + 1}
          </button>
        ))}
      </nav>
      <div className="card p-4 sm:p-5">
        <TestItem
          key={task.id}
          xml={of.project.labelConfig}
          task={task}
          items={answers[task.id] ?? nothing}
          keep={(items) => keep(task.id, items)}
        />
      </div>
      <div className="mt-4 flex flex-wrap gap-3">
        <Button disabled={at === 0} onClick={() => setAt(at - 1)}>
          {m.workbench_previous()}
        </Button>
        <Button
          look={at + 1 < total ? 'primary' : 'plain'}
          disabled={at + 1 >= total}
          onClick={() => setAt(at + 1)}
        >
          {m.workbench_next()}
        </Button>
        <span className="flex-1" />
        <ConfirmButton
          label={m.annotation_test_hand_in()}
          look="primary"
          size="md"
          ask={m.annotation_test_hand_in_ask({ missing })}
          act={handIn}
        />
      </div>
    </div>
  );
}

interface TestItemProps {
  readonly xml: string;
  readonly task: TestTask;
  readonly items: readonly ResultItem[];
  readonly keep: (items: readonly ResultItem[]) => void;
}

function TestItem({ xml, task, items, keep }: TestItemProps) {
  const stages = useMemo(() => new Stages(), []);
  const tools = useMemo<TaskTools>(() => {
    const config = readLabelConfig(xml);
    const store = new LabelStore();
    store.dispatch({ do: 'load', items });
    return {
      config,
      store,
      data: task.data,
      colours: labelColours(config),
      keys: optionKeys(config),
      readOnly: false,
      announce: () => undefined,
      media: async (field) => {
        const answer = await fetch(task.media[field] ?? '');
        if (!answer.ok) throw new Error(`HTTP ${answer.status}`);
        return answer.blob();
      },
    };
    // The answers given before are taken up once.
  }, [xml, task]);
  useEffect(() => tools.store.subscribe(() => keep(tools.store.get().items)), [tools]);
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
