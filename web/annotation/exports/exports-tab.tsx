import { useEffect } from 'react';
import { useLoaderData, useRevalidator, type LoaderFunctionArgs } from 'react-router';
import type { ExportList } from '#src/annotation/exports/schema.ts';
import { load } from '../../api.ts';
import { m } from '../../i18n/messages.ts';
import { Empty } from '../../ui/notice.tsx';
import { annotationApi } from '../annotation-paths.ts';
import { MoreLink, queryOf } from '../more-link.tsx';
import { useProject } from '../projects/project-frame.tsx';
import { ExportRow } from './export-row.tsx';
import { OrderForm } from './order-form.tsx';

export const loader = ({ params, context, request }: LoaderFunctionArgs): Promise<ExportList> =>
  load(context, annotationApi.exports(params['id'] ?? '', `?limit=20&${queryOf(request)}`));

const lookAgainMs = 1500;

/** What was exported, and the way to export more; what runs is looked at again until it is over. */
export function Component() {
  const { items, formats, next } = useLoaderData<ExportList>();
  const project = useProject();
  const { revalidate } = useRevalidator();
  const running = items.some((one) => one.state === 'queued' || one.state === 'running');
  useEffect(() => {
    if (!running) return;
    const timer = setInterval(() => void revalidate(), lookAgainMs);
    return () => clearInterval(timer);
  }, [running, revalidate]);
  return (
    <div className="grid grid-cols-1 items-start gap-10 lg:grid-cols-[20rem_minmax(0,1fr)]">
      {project.may.edit && <OrderForm formats={formats} />}
      <section aria-labelledby="exports" className="min-w-0">
        <h2 id="exports" className="mb-3 text-lg">
          {m.export_list()}
        </h2>
        {items.length === 0 ? (
          <Empty icon="download" title={m.export_none()}>
            {m.export_none_hint()}
          </Empty>
        ) : (
          <ul className="card divide-y divide-line">
            {items.map((one) => (
              <ExportRow key={one.id} of={one} />
            ))}
          </ul>
        )}
        <MoreLink next={next} />
      </section>
    </div>
  );
}
