import { NavLink, Outlet, type LoaderFunctionArgs } from 'react-router';
import type { PageHandle } from '../head.ts';
import { m } from '../i18n/messages.ts';
import type { Session } from '../shell/load-root.ts';
import { requireSession } from '../shell/require-session.ts';

export const loader = ({ context, request }: LoaderFunctionArgs): Promise<Session> =>
  requireSession(context, request);

export const handle: PageHandle<Session> = {
  head: () => ({ title: m.annotation_title(), noindex: true }),
};

/** The parts of annotation beside one another. */
export function Component() {
  const sections = [
    { to: '/annotation', label: m.annotation_nav_work() },
    { to: '/annotation/projects', label: m.annotation_nav_projects() },
    { to: '/annotation/market', label: m.annotation_nav_market() },
    { to: '/annotation/vendors', label: m.annotation_nav_vendors() },
    { to: '/annotation/bases', label: m.annotation_nav_bases() },
  ];
  return (
    <div className="page pt-8 pb-16">
      <h1 className="text-2xl">{m.annotation_title()}</h1>
      <TabBar label={m.annotation_title()} tabs={sections} />
      <div className="mt-8">
        <Outlet />
      </div>
    </div>
  );
}

interface TabBarProps {
  readonly label: string;
  readonly tabs: readonly {
    readonly to: string;
    readonly label: string;
    readonly count?: number;
  }[];
}

/** Links to the parts of a page; on small screens they scroll sideways. */
export function TabBar({ label, tabs }: TabBarProps) {
  return (
    <nav
      aria-label={label}
      className="scroll-thin mt-5 flex gap-1 overflow-x-auto border-b border-line"
    >
      {tabs.map((tab) => (
        <NavLink
          key={tab.to}
          to={tab.to}
          end
          className={({ isActive }) =>
            `flex min-h-11 items-center gap-1.5 border-b-2 px-3 whitespace-nowrap no-underline ${isActive ? 'border-accent font-semibold text-ink' : 'border-transparent text-muted hover:text-ink'}`
          }
        >
          {tab.label}
          {tab.count !== undefined && (
            <span className="tabular text-sm text-faint">{tab.count}</span>
          )}
        </NavLink>
      ))}
    </nav>
  );
}
