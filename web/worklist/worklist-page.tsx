import { useLoaderData, type LoaderFunctionArgs } from 'react-router';
import type { WorklistView } from '#src/app/worklist-schema.ts';
import { load } from '../api.ts';
import type { PageHandle } from '../head.ts';
import { m } from '../i18n/messages.ts';
import { requireSession } from '../shell/require-session.ts';
import { Worklist } from './worklist.tsx';

interface WorklistData {
  readonly list: WorklistView;
  /** Moment of this answer, ms: what is late is decided once, on the server and in the browser alike. */
  readonly now: number;
}

export async function loader({ context, request }: LoaderFunctionArgs): Promise<WorklistData> {
  await requireSession(context, request);
  return { list: await load<WorklistView>(context, '/worklist'), now: Date.now() };
}

export const handle: PageHandle<WorklistData> = {
  head: () => ({ title: m.worklist_title(), noindex: true }),
};

/** What waits for the person, in all roles. */
export function Component() {
  const { list, now } = useLoaderData<WorklistData>();
  return (
    <div className="page max-w-4xl pt-8">
      <h1 className="text-2xl">{m.worklist_title()}</h1>
      <p className="mt-1 text-muted">{m.worklist_hint()}</p>
      <div className="mt-6">
        <Worklist list={list} now={now} />
      </div>
    </div>
  );
}
