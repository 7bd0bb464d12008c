import { m } from '../i18n/messages.ts';
import { Button } from '../ui/button.tsx';
import { Notice } from '../ui/notice.tsx';
import type { Desk } from './desk/desk.ts';
import type { DeskState } from './desk/desk-state.ts';

/** What stands in the way, and the way out of it. */
export function BenchNotices({ desk, state }: { readonly desk: Desk; readonly state: DeskState }) {
  return (
    <div className="grid gap-2 px-4 not-empty:py-2">
      {state.conflict && (
        <Notice tone="bad" live title={m.workbench_conflict()}>
          <p>{m.workbench_conflict_hint({ count: state.conflict.result.length })}</p>
          <div className="mt-2 flex flex-wrap gap-2">
            <Button size="sm" onClick={() => void desk.resolveConflict(true)}>
              {m.workbench_conflict_mine()}
            </Button>
            <Button size="sm" onClick={() => void desk.resolveConflict(false)}>
              {m.workbench_conflict_theirs()}
            </Button>
          </div>
        </Notice>
      )}
      {state.leaseLost && (
        <Notice tone="warn" live title={m.workbench_lease_lost()}>
          {m.workbench_lease_lost_hint()}
        </Notice>
      )}
      {state.connection === 'signedOut' && (
        <Notice tone="warn" live title={m.workbench_signed_out()}>
          {m.workbench_signed_out_hint()}{' '}
          <a href="/sign-in" target="_blank" rel="noreferrer" className="link">
            {m.nav_sign_in()}
          </a>
        </Notice>
      )}
      {state.problem !== undefined && (
        <Notice tone="warn" live>
          {state.problem}{' '}
          <button type="button" className="link" onClick={() => desk.dismissProblem()}>
            {m.close()}
          </button>
        </Notice>
      )}
    </div>
  );
}
