import { data, NavLink, Outlet, useLoaderData, type LoaderFunctionArgs } from 'react-router';
import type { WorklistView } from '#src/app/worklist-schema.ts';
import { load } from '../api.ts';
import type { PageHandle } from '../head.ts';
import { formatCount } from '../i18n/format.ts';
import { m } from '../i18n/messages.ts';
import { requireSession } from '../shell/require-session.ts';

interface FrameData {
  readonly counts: WorklistView['counts'];
  /** Approvers see decisions, and none of the operators' queues. */
  readonly operates: boolean;
}

const forApprovers = /^\/operator\/selection\/rounds\/[^/]+\/decision\/?$/u;

export async function loader({ context, request }: LoaderFunctionArgs): Promise<FrameData> {
  const { staff } = await requireSession(context, request);
  const operates = staff.includes('operator');
  const approves = staff.includes('approver') && forApprovers.test(new URL(request.url).pathname);
  if (!operates && !approves) throw data({ status: 403 }, { status: 403 });
  const { counts } = await load<WorklistView>(context, '/worklist');
  return { counts, operates };
}

export const handle: PageHandle<FrameData> = {
  head: () => ({ title: m.operator_title(), noindex: true }),
};

export function Component() {
  const { counts, operates } = useLoaderData<FrameData>();
  const countOf = (kind: string) => counts.find((one) => one.kind === kind)?.count ?? 0;
  const sections: readonly { to: string; label: string; count?: number }[] = [
    { to: '/operator', label: m.operator_overview() },
    {
      to: '/operator/organisations',
      label: m.operator_organisations(),
      count: countOf('organisation'),
    },
    { to: '/operator/versions', label: m.operator_versions(), count: countOf('first-version') },
    { to: '/operator/reports', label: m.operator_reports(), count: countOf('report') },
    { to: '/operator/appeals', label: m.operator_appeals(), count: countOf('appeal') },
    { to: '/operator/suspensions', label: m.operator_suspensions() },
    { to: '/operator/vendors', label: m.annotation_nav_vendors(), count: countOf('vendor') },
    { to: '/operator/registers', label: m.operator_registers(), count: countOf('register-entry') },
    { to: '/operator/notices', label: m.notice_queue(), count: countOf('objection') },
    { to: '/operator/review', label: m.review_boards() },
    {
      to: '/operator/selection',
      label: m.selection_operator_title(),
    },
    { to: '/operator/disputes', label: m.operator_disputes(), count: countOf('dispute') },
  ];
  return (
    <div className="page pt-8">
      <h1 className="text-2xl">{m.operator_title()}</h1>
      <nav
        aria-label={m.operator_nav()}
        className="mt-5 flex flex-wrap gap-x-1 border-b border-line"
      >
        {(operates ? sections : [{ to: '/worklist', label: m.worklist_title() }]).map((section) => (
          <NavLink
            key={section.to}
            to={section.to}
            end={section.to === '/operator'}
            className={({ isActive }) =>
              `flex min-h-11 items-center gap-1.5 border-b-2 px-3 whitespace-nowrap no-underline ${isActive ? 'border-accent font-semibold text-ink' : 'border-transparent text-muted hover:text-ink'}`
            }
          >
            {section.label}
            {section.count !== undefined && section.count > 0 && (
              <span className="tabular rounded-full bg-accent px-1.5 text-xs font-semibold text-on-accent">
                {formatCount(section.count)}
              </span>
            )}
          </NavLink>
        ))}
      </nav>
      <div className="mt-8">
        <Outlet />
      </div>
    </div>
  );
}
