import { useEffect, useRef, useState } from 'react';
import { useLoaderData, useRevalidator, type LoaderFunctionArgs } from 'react-router';
import type { PackageView } from '#src/annotation/packages/schema.ts';
import type { AnnotationView } from '#src/annotation/queue/schema.ts';
import type { ReviewItem, ReviewList, WriteReview } from '#src/annotation/review/schema.ts';
import { call, load } from '../../api.ts';
import type { PageHandle } from '../../head.ts';
import { formatCount, formatShare } from '../../i18n/format.ts';
import { m } from '../../i18n/messages.ts';
import { requireSession } from '../../shell/require-session.ts';
import { Badge } from '../../ui/badge.tsx';
import { Button } from '../../ui/button.tsx';
import { TextArea } from '../../ui/field.tsx';
import { Empty, Notice } from '../../ui/notice.tsx';
import { LabelStore } from '../../workbench/model/label-store.ts';
import { annotationApi } from '../annotation-paths.ts';
import { MoreLink, queryOf } from '../more-link.tsx';
import { qualityApi } from './quality-paths.ts';
import { PackageBar } from './package-bar.tsx';
import { ResultView } from './result-view.tsx';
import { ReviewFilters } from './review-filters.tsx';
import { useReviewKeys } from './use-review-keys.ts';

interface ReviewData {
  readonly of: PackageView;
  readonly queue: ReviewList;
  readonly filter: string;
}

export async function loader({
  params,
  context,
  request,
}: LoaderFunctionArgs): Promise<ReviewData> {
  await requireSession(context, request);
  const id = params['id'] ?? '';
  const filter = new URL(request.url).searchParams.get('show') ?? '';
  const wanted = { disagreement: '&disagreement=yes', gold: '&gold=failed', all: '&reviewed=all' };
  const more = queryOf(request, ['person', 'label']);
  const query = `${wanted[filter as keyof typeof wanted] ?? ''}${more === '' ? '' : `&${more}`}`;
  const [of, queue] = await Promise.all([
    load<PackageView>(context, annotationApi.package(id)),
    load<ReviewList>(context, qualityApi.reviewQueue(id, query)),
  ]);
  return { of, queue, filter };
}

export const handle: PageHandle<ReviewData> = {
  head: ({ of }) => ({ title: m.quality_review_title({ name: of.title }), noindex: true }),
};

/** Results that wait for a review: the list, the chosen one, and the decision. */
export function Component() {
  const { of, queue, filter } = useLoaderData<ReviewData>();
  const [at, setAt] = useState<string>();
  const chosen = queue.items.find((i) => i.id === at) ?? queue.items.find((i) => !i.own);
  return (
    <div className="page pt-8 pb-16">
      <PackageBar of={of} />
      <div className="mt-8 flex flex-wrap items-baseline gap-3">
        <h1 className="text-2xl">{m.quality_review()}</h1>
        <span className="tabular text-muted">
          {m.quality_waiting({ count: formatCount(queue.waiting) })}
        </span>
      </div>
      <ReviewFilters of={of} filter={filter} queue={queue} />
      {queue.items.length === 0 ? (
        <Empty icon="check" title={m.quality_review_none()}>
          {m.quality_review_none_hint()}
        </Empty>
      ) : (
        <div className="mt-6 grid grid-cols-1 items-start gap-6 lg:grid-cols-[17rem_minmax(0,1fr)]">
          <div>
            <ul className="card scroll-thin max-h-80 divide-y divide-line overflow-y-auto lg:max-h-[70vh]">
              {queue.items.map((item) => (
                <QueueRow
                  key={item.id}
                  item={item}
                  on={item.id === chosen?.id}
                  choose={() => setAt(item.id)}
                />
              ))}
            </ul>
            <MoreLink next={queue.next} />
          </div>
          {chosen && (
            <Chosen
              key={`${chosen.id}:${chosen.revision}`}
              of={of}
              item={chosen}
              next={() => setAt(undefined)}
              step={(by) => setAt(queue.items[queue.items.indexOf(chosen) + by]?.id ?? chosen.id)}
            />
          )}
        </div>
      )}
    </div>
  );
}

interface QueueRowProps {
  readonly item: ReviewItem;
  readonly on: boolean;
  choose(): void;
}

function QueueRow({ item, on, choose }: QueueRowProps) {
  return (
    <li>
      <button
        type="button"
        aria-current={on ? 'true' : undefined}
        onClick={choose}
        className={`w-full px-4 py-2.5 text-left text-sm ${on ? 'bg-accent-soft' : 'hover:bg-hover'}`}
      >
        <span className="flex items-center justify-between gap-2">
          <span className="tabular font-medium">
            {m.workbench_task({ number: item.taskNumber })}
          </span>
          <span className="flex gap-1">
            {item.state === 'skipped' && <Badge tone="amber">{m.quality_skipped()}</Badge>}
            {item.own && <Badge>{m.quality_own()}</Badge>}
            {item.reviewedAt !== null && <Badge tone="accent">{m.quality_reviewed()}</Badge>}
            {item.goldScore !== undefined && item.goldScore < 1 && (
              <Badge tone="danger">{m.quality_gold_wrong()}</Badge>
            )}
          </span>
        </span>
        <span className="mt-0.5 block truncate text-muted">
          {item.person.name === '' ? item.person.id.slice(-6) : item.person.name}
          {item.agreement !== null &&
            ` · ${m.quality_agreement_is({ share: formatShare(Math.round(item.agreement * 1000), 1000) })}`}
        </span>
      </button>
    </li>
  );
}

interface ChosenProps {
  readonly of: PackageView;
  readonly item: ReviewItem;
  next(): void;
  /** Chooses the result so many places further in the list. */
  step(by: number): void;
}

function Chosen({ of, item, next, step }: ChosenProps) {
  const { revalidate } = useRevalidator();
  const [seen, setSeen] = useState<AnnotationView>();
  const [reason, setReason] = useState('');
  const [fixing, setFixing] = useState<LabelStore>();
  const [wrong, setWrong] = useState('');
  const [busy, setBusy] = useState(false);
  const box = useRef<HTMLElement>(null);
  useEffect(() => {
    let gone = false;
    call<AnnotationView>('GET', qualityApi.result(item.id)).then(
      (view) => !gone && setSeen(view),
      (cause: unknown) => !gone && setWrong(String((cause as Error).message)),
    );
    return () => {
      gone = true;
    };
  }, [item.id]);

  const decide = async (decision: WriteReview['decision']): Promise<void> => {
    setBusy(true);
    setWrong('');
    try {
      await call('POST', qualityApi.review(item.id), {
        decision,
        revision: item.revision,
        ...(reason.trim() === '' ? {} : { reason }),
        ...(decision === 'fix' && fixing ? { result: fixing.get().items } : {}),
      });
      next();
      await revalidate();
    } catch (cause) {
      setWrong((cause as Error).message);
      setBusy(false);
    }
  };

  const fix = (): void => setFixing((before) => before ?? new LabelStore());
  useReviewKeys({
    accept: () => !item.own && !busy && !fixing && void decide('accept'),
    fix: () => !item.own && fix(),
    reason: () => box.current?.querySelector('textarea[data-reason]'),
    step,
  });
  return (
    <section ref={box} aria-label={m.quality_result()} className="min-w-0 space-y-4">
      <div className="rounded-lg border border-line bg-sunken p-4">
        {item.skipReason !== null && (
          <Notice tone="warn" title={m.quality_skipped()}>
            {item.skipReason}
          </Notice>
        )}
        {seen ? (
          <ResultView
            labelConfig={of.project.labelConfig}
            task={seen.task}
            result={seen.result}
            editing={fixing}
          />
        ) : (
          <div className="skeleton min-h-64" aria-hidden />
        )}
      </div>
      {wrong !== '' && (
        <Notice tone="bad" live>
          {wrong}
        </Notice>
      )}
      {item.own ? (
        <Notice tone="warn">{m.quality_own_hint()}</Notice>
      ) : (
        <div className="card space-y-3 p-4">
          <TextArea
            label={m.quality_reason()}
            hint={m.quality_reason_hint()}
            rows={2}
            data-reason=""
            value={reason}
            onChange={(event) => setReason(event.currentTarget.value)}
          />
          <div className="flex flex-wrap gap-2">
            <Button
              look="primary"
              busy={busy}
              disabled={fixing !== undefined}
              onClick={() => void decide('accept')}
            >
              {m.quality_accept()}
            </Button>
            {fixing ? (
              <Button look="primary" busy={busy} onClick={() => void decide('fix')}>
                {m.quality_fix_save()}
              </Button>
            ) : (
              <Button onClick={fix}>{m.quality_fix()}</Button>
            )}
            <Button
              look="danger"
              busy={busy}
              disabled={reason.trim() === ''}
              onClick={() => void decide('return')}
            >
              {m.quality_return()}
            </Button>
          </div>
          <p className="text-sm text-muted">{m.quality_review_keys()}</p>
        </div>
      )}
    </section>
  );
}
