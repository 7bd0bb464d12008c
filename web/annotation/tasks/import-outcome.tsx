import type { ImportView } from '#src/annotation/tasks/schema.ts';
import { formatBytes, formatCount } from '../../i18n/format.ts';
import { pick } from '../../i18n/language.ts';
import { m } from '../../i18n/messages.ts';
import { Button } from '../../ui/button.tsx';
import { Notice } from '../../ui/notice.tsx';
import type { Import } from './use-import.ts';

/** How far an import is, how it ended, and what was wrong with single items. */
export function ImportOutcome({ of }: { readonly of: Import }) {
  const { submit, view } = of;
  return (
    <div className="space-y-4 empty:hidden">
      {(submit.busy || view) && <Progress of={of} />}
      {submit.message !== undefined && (
        <Notice tone="bad" live>
          {submit.message}
        </Notice>
      )}
      {view?.error && (
        <Notice tone="bad" live>
          {pick(view.error.sentence.zh, view.error.sentence.en)}
        </Notice>
      )}
      {view?.state === 'done' && (
        <Notice tone={view.problemCount > 0 ? 'warn' : 'good'} live>
          {m.annotation_import_done({
            tasks: formatCount(view.tasks),
            problems: formatCount(view.problemCount),
          })}
        </Notice>
      )}
      {view && view.problems.length > 0 && <Problems of={of} view={view} />}
    </div>
  );
}

/** Two steps of one bar where a file is sent: sending it, then reading it on the server. */
function Progress({ of: { view, sent } }: { readonly of: Import }) {
  const sending = view?.state === 'awaiting' && sent !== undefined;
  const total = sending ? sent.total : (view?.totalBytes ?? 0);
  const done = sending ? sent.bytes : view?.state === 'done' ? total : (view?.doneBytes ?? 0);
  const amount = {
    done: formatBytes(done),
    total: formatBytes(total),
    tasks: formatCount(view?.tasks ?? 0),
  };
  const said = sending ? m.annotation_import_sending(amount) : m.annotation_import_progress(amount);
  return (
    <div>
      <progress
        className="meter w-full"
        aria-label={m.annotation_import()}
        value={total === 0 ? undefined : done}
        max={total === 0 ? 1 : total}
      />
      <p role="status" className="tabular mt-1 text-sm text-muted">
        {view === undefined || view.state === 'queued' ? m.annotation_import_queued() : said}
      </p>
      {view !== undefined && view.state !== 'done' && !sending && (
        <p className="mt-1 text-sm text-faint">{m.annotation_import_goes_on()}</p>
      )}
    </div>
  );
}

const placeOf = ({ item, line }: ImportView['problems'][number]): string => {
  if (item === 0) return m.annotation_import_whole();
  return line === null
    ? m.annotation_import_item({ item })
    : m.annotation_import_item_line({ item, line });
};

function Problems({ of, view }: { readonly of: Import; readonly view: ImportView }) {
  return (
    <section aria-label={m.annotation_import_problems()}>
      <ul className="scroll-thin max-h-56 space-y-1 overflow-y-auto text-sm" tabIndex={0}>
        {view.problems.map((one, at) => (
          <li key={at} className="flex flex-wrap gap-x-3">
            <span className="tabular shrink-0 text-faint">{placeOf(one)}</span>
            <span className="min-w-0">
              {pick(one.sentence.zh, one.sentence.en)}
              {one.field !== null && (
                <code className="ml-2 text-xs break-all text-muted">{one.field}</code>
              )}
            </span>
          </li>
        ))}
      </ul>
      {view.nextProblems !== undefined && (
        <Button size="sm" onClick={of.more} busy={of.submit.busy}>
          {m.annotation_config_more({ count: view.problemCount - view.problems.length })}
        </Button>
      )}
    </section>
  );
}
