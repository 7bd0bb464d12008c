import './workbench.css';
import { useEffect, useState } from 'react';
import { useLoaderData, type LoaderFunctionArgs } from 'react-router';
import { load } from '../api.ts';
import type { PageHandle } from '../head.ts';
import { m } from '../i18n/messages.ts';
import { requireSession } from '../shell/require-session.ts';
import type { WorkbenchView } from './desk/contract.ts';
import { Workbench } from './workbench.tsx';

export interface WorkbenchData {
  readonly bench: WorkbenchView;
  readonly personId: string;
}

export async function loader({
  params,
  context,
  request,
}: LoaderFunctionArgs): Promise<WorkbenchData> {
  const session = await requireSession(context, request);
  const at = `/annotation/packages/${params['id'] ?? ''}/workbench`;
  return { bench: await load<WorkbenchView>(context, at), personId: session.id };
}

export const handle: PageHandle<WorkbenchData> = {
  head: ({ bench }) => ({ title: m.workbench_title({ name: bench.package.title }), noindex: true }),
  ownSearch: true,
  fullHeight: true,
};

/** The task itself is drawn in the browser only: it lives on this device, also without a network. */
export function Component() {
  const { bench, personId } = useLoaderData<WorkbenchData>();
  const [ready, setReady] = useState(false);
  useEffect(() => setReady(true), []);
  if (ready) return <Workbench key={bench.package.id} bench={bench} personId={personId} />;
  return (
    <div className="page py-6">
      <h1 className="text-xl">{bench.package.title}</h1>
      <div className="skeleton mt-4 h-96" aria-hidden />
    </div>
  );
}
