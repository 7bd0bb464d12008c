import { m } from '../../i18n/messages.ts';
import { formatCount } from '../../i18n/format.ts';
import { Badge } from '../../ui/badge.tsx';
import { Button } from '../../ui/button.tsx';
import type { Desk } from '../desk/desk.ts';
import type { DeskState } from '../desk/desk-state.ts';
import type { KeptReceipt, OutboxEntry } from '../desk/local-store.ts';

const timeOf = (instant: string): string => {
  const at = new Date(instant);
  const two = (value: number) => String(value).padStart(2, '0');
  return `${two(at.getHours())}:${two(at.getMinutes())}:${two(at.getSeconds())}`;
};

/** What is on its way, what the server refused, and the receipts of what arrived. */
export function OutboxList({ desk, state }: { readonly desk: Desk; readonly state: DeskState }) {
  const waiting = state.waiting.filter((entry) => entry.state === 'waiting');
  const refused = state.waiting.filter((entry) => entry.state === 'refused');
  return (
    <section aria-labelledby="receipts-title" className="border-t border-line pt-3">
      <h2 id="receipts-title" className="mb-1 flex items-baseline gap-2 text-sm font-semibold">
        {m.workbench_receipts()}
        {waiting.length > 0 && (
          <Badge tone="amber">{m.workbench_waiting({ count: formatCount(waiting.length) })}</Badge>
        )}
      </h2>
      {refused.map((entry) => (
        <Refused key={entry.submissionId} entry={entry} desk={desk} />
      ))}
      {state.receipts.length === 0 && refused.length === 0 && (
        <p className="text-sm text-muted">{m.workbench_receipts_none()}</p>
      )}
      <ol
        data-receipts
        className="scroll-thin max-h-40 overflow-y-auto"
        tabIndex={0}
        aria-label={m.workbench_receipts()}
      >
        {state.receipts.map((receipt) => (
          <ReceiptRow key={receipt.submissionId} receipt={receipt} />
        ))}
      </ol>
    </section>
  );
}

function ReceiptRow({ receipt }: { readonly receipt: KeptReceipt }) {
  const states = {
    submitted: m.workbench_receipt_submitted(),
    skipped: m.workbench_receipt_skipped(),
    orphaned: m.workbench_receipt_orphaned(),
  };
  return (
    <li className="flex items-baseline gap-2 py-0.5 text-sm">
      <span className="tabular w-12">#{receipt.taskNumber}</span>
      <span className={receipt.state === 'orphaned' ? 'font-semibold text-danger' : ''}>
        {states[receipt.state]}
      </span>
      <code className="font-mono text-xs text-muted" title={receipt.digest}>
        {receipt.digest.replace(/^sha256[:-]/u, '').slice(0, 8)}
      </code>
      <time dateTime={receipt.receivedAt} className="tabular ml-auto text-muted">
        {timeOf(receipt.receivedAt)}
      </time>
    </li>
  );
}

/** A submission the server refused keeps its labels until its author decides. */
function Refused({ entry, desk }: { readonly entry: OutboxEntry; readonly desk: Desk }) {
  const save = (): void => {
    const text = JSON.stringify({ task: entry.taskNumber, ...entry.body }, null, 2);
    const link = document.createElement('a');
    link.href = URL.createObjectURL(new Blob([text], { type: 'application/json' }));
    link.download = `task-${entry.taskNumber}.json`;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
  };
  return (
    <div
      role="alert"
      className="mb-2 rounded-md border border-danger/40 bg-danger-soft p-2.5 text-sm"
    >
      <p className="font-semibold">{m.workbench_refused({ number: entry.taskNumber })}</p>
      <p>{entry.refusal}</p>
      <div className="mt-2 flex flex-wrap gap-2">
        <Button size="sm" onClick={() => void desk.reopen(entry)}>
          {m.workbench_reopen()}
        </Button>
        <Button size="sm" look="quiet" onClick={save}>
          {m.workbench_save_copy()}
        </Button>
        <Button
          size="sm"
          look="quiet"
          onClick={() => {
            save();
            void desk.discard(entry);
          }}
        >
          {m.workbench_save_discard()}
        </Button>
      </div>
    </div>
  );
}
