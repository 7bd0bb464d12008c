import { useEffect, useRef, useState } from 'react';
import { useRevalidator } from 'react-router';
import type { ImportTasks, ImportView } from '#src/annotation/tasks/schema.ts';
import { call } from '../../api.ts';
import { useSubmit, type Submit } from '../../ui/use-submit.ts';
import { annotationApi } from '../annotation-paths.ts';
import { sendFile } from './send-file.ts';

const askEveryMs = 700;

/** One import: its order, the bytes sent so far, and what the server says of it. */
export interface Import {
  readonly submit: Submit;
  readonly view: ImportView | undefined;
  /** Bytes of the file sent, and how many it has; undefined where no file is sent. */
  readonly sent: { readonly bytes: number; readonly total: number } | undefined;
  readonly start: (order: Pick<ImportTasks, 'file' | 'dataset'>, file?: File) => void;
  /** Adds the next page of problems. */
  readonly more: () => void;
}

const wait = (ms: number): Promise<void> =>
  new Promise((resolve) => {
    setTimeout(resolve, ms);
  });

/** Orders an import, sends its file and follows the job until it ends or the page is left; the job goes on. */
export function useImport(projectId: string): Import {
  const submit = useSubmit();
  const { revalidate } = useRevalidator();
  const [view, setView] = useState<ImportView>();
  const [sent, setSent] = useState<Import['sent']>();
  const here = useRef(true);
  useEffect(() => {
    here.current = true;
    return () => {
      here.current = false;
    };
  }, []);
  const follow = async (id: string): Promise<void> => {
    for (;;) {
      const now = await call<ImportView>('GET', annotationApi.import(id));
      if (!here.current) return;
      setView(now);
      if (now.state === 'done' || now.state === 'failed') return;
      await wait(askEveryMs);
    }
  };
  const start: Import['start'] = (order, file) => {
    setView(undefined);
    setSent(file && { bytes: 0, total: file.size });
    void submit.run(async () => {
      try {
        const made = await call<ImportView>('POST', annotationApi.imports(projectId), order);
        setView(made);
        if (file)
          await sendFile(`${annotationApi.import(made.id)}/content`, made.id, file, (bytes) =>
            setSent({ bytes: Math.min(bytes, file.size), total: file.size }),
          );
        await follow(made.id);
      } finally {
        await revalidate();
      }
    });
  };
  const more = (): void => {
    if (!view?.nextProblems) return;
    const at = `${annotationApi.import(view.id)}?cursor=${encodeURIComponent(view.nextProblems)}`;
    void submit.run(async () => {
      const next = await call<ImportView>('GET', at);
      setView({ ...next, problems: [...view.problems, ...next.problems] });
    });
  };
  return { submit, view, sent, start, more };
}
