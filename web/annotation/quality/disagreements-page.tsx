import { useEffect, useState } from 'react';
import { useLoaderData, useSearchParams, type LoaderFunctionArgs } from 'react-router';
import type { PackageView } from '#src/annotation/packages/schema.ts';
import type { DisagreementList, TaskAnswers } from '#src/annotation/review/schema.ts';
import { call, load } from '../../api.ts';
import type { PageHandle } from '../../head.ts';
import { formatCount, formatShare } from '../../i18n/format.ts';
import { m } from '../../i18n/messages.ts';
import { requireSession } from '../../shell/require-session.ts';
import { Badge } from '../../ui/badge.tsx';
import { Empty, Notice } from '../../ui/notice.tsx';
import { annotationApi } from '../annotation-paths.ts';
import { MoreLink, queryOf } from '../more-link.tsx';
import { Adjudication } from './adjudication.tsx';
import { PackageBar } from './package-bar.tsx';
import { qualityApi } from './quality-paths.ts';

type List = typeof DisagreementList.infer;

interface DisagreementData {
  readonly of: PackageView;
  readonly list: List;
}

export async function loader({
  params,
  context,
  request,
}: LoaderFunctionArgs): Promise<DisagreementData> {
  await requireSession(context, request);
  const id = params['id'] ?? '';
  const [of, list] = await Promise.all([
    load<PackageView>(context, annotationApi.package(id)),
    load<List>(context, qualityApi.disagreements(id, queryOf(request))),
  ]);
  return { of, list };
}

export const handle: PageHandle<DisagreementData> = {
  head: ({ of }) => ({ title: m.quality_disagreements_title({ name: of.title }), noindex: true }),
};

/** Tasks on which people disagree, their answers side by side, and the answer that is settled on. */
export function Component() {
  const { of, list } = useLoaderData<DisagreementData>();
  const [search, setSearch] = useSearchParams();
  const chosen = search.get('task') ?? list.items.find((i) => !i.adjudicated)?.taskId;
  const choose = (taskId: string): void =>
    setSearch(
      (before) => {
        before.set('task', taskId);
        return before;
      },
      { preventScrollReset: true },
    );
  return (
    <div className="page pt-8 pb-16">
      <PackageBar of={of} />
      <h1 className="mt-8 text-2xl">{m.quality_disagreements()}</h1>
      {list.items.length === 0 && chosen === undefined ? (
        <Empty icon="check" title={m.quality_disagreements_none()}>
          {m.quality_disagreements_none_hint()}
        </Empty>
      ) : (
        <div className="mt-6 grid grid-cols-1 items-start gap-6 lg:grid-cols-[17rem_minmax(0,1fr)]">
          <div>
            <ul className="card scroll-thin max-h-80 divide-y divide-line overflow-y-auto lg:max-h-[70vh]">
              {list.items.map((item) => (
                <li key={item.taskId}>
                  <button
                    type="button"
                    aria-current={item.taskId === chosen ? 'true' : undefined}
                    onClick={() => choose(item.taskId)}
                    className={`w-full px-4 py-2.5 text-left text-sm ${item.taskId === chosen ? 'bg-accent-soft' : 'hover:bg-hover'}`}
                  >
                    <span className="flex items-center justify-between gap-2">
                      <span className="tabular font-medium">
                        {m.workbench_task({ number: item.taskNumber })}
                      </span>
                      {item.adjudicated && <Badge tone="accent">{m.quality_adjudicated()}</Badge>}
                    </span>
                    <span className="tabular mt-0.5 block text-muted">
                      {m.quality_answers_of({
                        answers: formatCount(item.answers),
                        vendors: formatCount(item.vendors),
                        share: formatShare(Math.round(item.agreement * 1000), 1000),
                      })}
                    </span>
                  </button>
                </li>
              ))}
            </ul>
            <MoreLink next={list.next} />
          </div>
          {chosen !== undefined && <Answers key={chosen} packageId={of.id} taskId={chosen} />}
        </div>
      )}
    </div>
  );
}

interface AnswersProps {
  readonly packageId: string;
  readonly taskId: string;
}

function Answers({ packageId, taskId }: AnswersProps) {
  const [of, setOf] = useState<TaskAnswers>();
  const [wrong, setWrong] = useState('');
  useEffect(() => {
    let current = true;
    call<TaskAnswers>('GET', qualityApi.answers(taskId, packageId)).then(
      (read) => current && setOf(read),
      (error: unknown) => current && setWrong((error as Error).message),
    );
    return () => {
      current = false;
    };
  }, [taskId, packageId]);
  if (wrong !== '')
    return (
      <Notice tone="bad" live>
        {wrong}
      </Notice>
    );
  if (!of) return <div className="skeleton min-h-64" role="status" aria-label={m.loading()} />;
  return <Adjudication of={of} settled={setOf} />;
}
