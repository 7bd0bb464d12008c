import { useEffect, useMemo, useState } from 'react';
import { useLoaderData, useRevalidator, type LoaderFunctionArgs } from 'react-router';
import type { TaskList, TaskView } from '#src/annotation/tasks/schema.ts';
import { call, loadOptional } from '../../api.ts';
import { m } from '../../i18n/messages.ts';
import { Button } from '../../ui/button.tsx';
import { Notice } from '../../ui/notice.tsx';
import { useSubmit } from '../../ui/use-submit.ts';
import { annotationApi } from '../annotation-paths.ts';
import { useProject } from '../projects/project-frame.tsx';
import { LivePreview } from './live-preview.tsx';
import { sampleTask } from './sample-task.ts';
import { useDocument } from './use-document.ts';
import { VisualEditor } from './visual-editor.tsx';
import { XmlEditor } from './xml-editor.tsx';

/** The project's first task, to try the configuration on; null while it has none. */
export async function loader({ params, context }: LoaderFunctionArgs): Promise<TaskView | null> {
  const at = annotationApi.tasks(params['id'] ?? '', '?limit=1');
  const list = await loadOptional<typeof TaskList.infer>(context, at);
  const [first] = list?.items ?? [];
  if (!first) return null;
  return (await loadOptional<TaskView>(context, annotationApi.task(first.id))) ?? null;
}

type View = 'visual' | 'xml' | 'preview';

/** Labels and questions: one document, seen as cards and as XML, and what annotators will see of it. */
export function Component() {
  const first = useLoaderData<TaskView | null>();
  const project = useProject();
  const document = useDocument(project.labelConfig);
  const { config } = document.parsed;
  const [view, setView] = useState<View>('visual');
  const [alive, setAlive] = useState(false);
  useEffect(() => setAlive(true), []);
  const fields = config?.objects.map((one) => `${one.tag} ${one.value}`).join();
  const task = useMemo(
    () => first ?? { data: config ? sampleTask(config) : {}, media: {} },
    // Made up anew only when other fields are asked for.
    [first, fields],
  );
  useEffect(() => {
    if (document.saved) return undefined;
    const warn = (event: BeforeUnloadEvent): void => event.preventDefault();
    window.addEventListener('beforeunload', warn);
    return () => window.removeEventListener('beforeunload', warn);
  }, [document.saved]);
  const views: readonly { readonly key: View; readonly label: string }[] = [
    { key: 'visual', label: m.annotation_config_visual() },
    { key: 'xml', label: m.annotation_config_xml() },
    { key: 'preview', label: m.annotation_preview() },
  ];
  const column = (key: View): string => (view === key ? '' : 'max-lg:hidden');
  return (
    <div>
      <SaveBar document={document} />
      <div role="group" aria-label={m.annotation_config_views()} className="mb-4 flex lg:hidden">
        {views.map(({ key, label }) => (
          <button
            key={key}
            type="button"
            aria-pressed={view === key}
            onClick={() => setView(key)}
            className={`min-h-10 flex-1 border px-2 text-sm first:rounded-l-md last:rounded-r-md ${view === key ? 'border-accent bg-accent-soft font-semibold' : 'border-line'}`}
          >
            {label}
          </button>
        ))}
      </div>
      <div className="grid grid-cols-1 items-start gap-6 lg:grid-cols-2">
        <div className={`min-w-0 ${column('visual')}`}>
          <h2 className="eyebrow mb-2 max-lg:sr-only">{m.annotation_config_visual()}</h2>
          <VisualEditor document={document} />
        </div>
        <div className="min-w-0 space-y-6">
          <div className={column('xml')}>
            <h2 className="eyebrow mb-2 max-lg:sr-only">{m.annotation_config_xml()}</h2>
            <XmlEditor document={document} />
          </div>
          <section className={column('preview')} aria-labelledby="preview">
            <h2 id="preview" className="eyebrow mb-2">
              {m.annotation_preview()}
            </h2>
            <div className="rounded-lg border border-line bg-sunken p-4">
              <LivePreview
                text={document.text}
                parsed={document.parsed}
                task={task}
                alive={alive}
              />
            </div>
            <p className="mt-1.5 text-sm text-muted">
              {first ? m.annotation_preview_first_task() : m.annotation_preview_sample()}
            </p>
          </section>
        </div>
      </div>
    </div>
  );
}

function SaveBar({ document }: { readonly document: ReturnType<typeof useDocument> }) {
  const project = useProject();
  const { revalidate } = useRevalidator();
  const submit = useSubmit();
  const { ok, problems } = document.parsed;
  const errors = problems.filter((one) => one.severity === 'error').length;
  const save = (): void =>
    void submit.run(async () => {
      const body = { revision: project.revision, labelConfig: document.text };
      await call('PATCH', annotationApi.project(project.id), body);
      document.markSaved(document.text);
      await revalidate();
    });
  const status = document.saved
    ? m.annotation_config_saved()
    : ok
      ? m.annotation_config_unsaved()
      : m.annotation_config_errors({ count: errors });
  return (
    <div className="sticky top-15 z-10 -mx-4 mb-5 border-b border-line bg-canvas/95 px-4 py-3 backdrop-blur">
      <div className="flex flex-wrap items-center gap-2">
        <p role="status" className={`mr-auto text-sm ${ok ? 'text-muted' : 'text-danger'}`}>
          {status}
        </p>
        <Button size="sm" disabled={!document.canUndo} onClick={document.undo}>
          {m.annotation_undo()}
        </Button>
        <Button size="sm" disabled={!document.canRedo} onClick={document.redo}>
          {m.annotation_redo()}
        </Button>
        <Button
          look="primary"
          size="sm"
          busy={submit.busy}
          disabled={document.saved || !ok || !project.may.edit}
          onClick={save}
        >
          {m.annotation_save()}
        </Button>
      </div>
      {submit.message !== undefined && (
        <Notice tone="bad" live className="mt-3">
          {submit.message}
        </Notice>
      )}
    </div>
  );
}
