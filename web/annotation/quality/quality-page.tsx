import { useState } from 'react';
import { useLoaderData, useRevalidator, type LoaderFunctionArgs } from 'react-router';
import type { PackageView } from '#src/annotation/packages/schema.ts';
import type { OrphanList } from '#src/annotation/queue/schema.ts';
import type { Dashboard, QualityReport } from '#src/annotation/reports/schema.ts';
import { call, load, loadOptional } from '../../api.ts';
import type { PageHandle } from '../../head.ts';
import { formatCount, formatInstant } from '../../i18n/format.ts';
import { m } from '../../i18n/messages.ts';
import { requireSession } from '../../shell/require-session.ts';
import { Button } from '../../ui/button.tsx';
import { Empty, Notice } from '../../ui/notice.tsx';
import { useSubmit } from '../../ui/use-submit.ts';
import { annotationApi } from '../annotation-paths.ts';
import { CollusionSection } from './collusion-section.tsx';
import { ConsensusSection } from './consensus-section.tsx';
import { MeasuresSection } from './measures-section.tsx';
import { OrphansSection } from './orphans-section.tsx';
import { PackageBar } from './package-bar.tsx';
import { qualityApi } from './quality-paths.ts';

type Orphans = typeof OrphanList.infer;

interface QualityData {
  readonly of: PackageView;
  readonly report: QualityReport;
  readonly orphans: Orphans | undefined;
  /** Names of people, as far as the reader may know them. */
  readonly names: Readonly<Record<string, string>>;
}

export async function loader({
  params,
  context,
  request,
}: LoaderFunctionArgs): Promise<QualityData> {
  await requireSession(context, request);
  const id = params['id'] ?? '';
  const [of, report, orphans, dashboard] = await Promise.all([
    load<PackageView>(context, annotationApi.package(id)),
    load<QualityReport>(context, qualityApi.agreement(id)),
    loadOptional<Orphans>(context, qualityApi.orphans(id)),
    loadOptional<Dashboard>(context, qualityApi.dashboard(id)),
  ]);
  const people = (dashboard?.people ?? []).filter(({ name }) => name !== '');
  return { of, report, orphans, names: Object.fromEntries(people.map((p) => [p.id, p.name])) };
}

export const handle: PageHandle<QualityData> = {
  head: ({ of }) => ({ title: m.quality_figures_title({ name: of.title }), noindex: true }),
};

/** How far people agree, on what they do not, who may have copied, and what came too late. */
export function Component() {
  const { of, report, orphans, names } = useLoaderData<QualityData>();
  const nameOf = (id: string): string => names[id] ?? `#${id.slice(-6)}`;
  const { figures } = report;
  return (
    <div className="page pt-8 pb-16">
      <PackageBar of={of} />
      <div className="mt-8 space-y-10">
        <h1 className="text-2xl">{m.quality_figures_page()}</h1>
        <Making of={of} report={report} />
        {figures && figures.tasks === 0 && (
          <Empty icon="table" title={m.quality_no_overlap()}>
            {m.quality_no_overlap_hint()}
          </Empty>
        )}
        {figures && figures.tasks > 0 && (
          <>
            <MeasuresSection of={figures.agreement} nameOf={nameOf} />
            <ConsensusSection of={figures.consensus} nameOf={nameOf} packageId={of.id} />
            {figures.collusion && <CollusionSection of={figures.collusion} nameOf={nameOf} />}
          </>
        )}
        {orphans && <OrphansSection of={orphans} />}
      </div>
    </div>
  );
}

/** When the figures were worked out, and the way to have it done anew where there are many tasks. */
function Making({ of, report }: { readonly of: PackageView; readonly report: QualityReport }) {
  const submit = useSubmit();
  const { revalidate } = useRevalidator();
  const [asked, setAsked] = useState(false);
  const run = report.state === 'queued' || report.state === 'running';
  const begin = () =>
    submit.run(async () => {
      await call('POST', qualityApi.agreement(of.id));
      setAsked(true);
      await revalidate();
    });
  return (
    <div className="flex flex-wrap items-center gap-x-4 gap-y-2 text-muted">
      {report.figures && (
        <p className="tabular">
          {m.quality_figures_of({
            tasks: formatCount(report.figures.tasks),
            when: report.madeAt === null ? '' : formatInstant(report.madeAt),
          })}
        </p>
      )}
      {run && (
        <p role="status" className="tabular">
          {m.quality_figures_running({
            done: formatCount(report.done),
            total: formatCount(report.total),
          })}
        </p>
      )}
      {report.state === 'needed' && (
        <p>{m.quality_figures_needed({ total: formatCount(report.total) })}</p>
      )}
      {report.id !== null || report.state === 'needed' ? (
        run || asked ? (
          <Button size="sm" onClick={() => void revalidate()}>
            {m.quality_refresh()}
          </Button>
        ) : (
          <Button size="sm" look="primary" busy={submit.busy} onClick={() => void begin()}>
            {m.quality_figures_make()}
          </Button>
        )
      ) : null}
      {submit.message !== undefined && (
        <Notice tone="bad" live>
          {submit.message}
        </Notice>
      )}
    </div>
  );
}
