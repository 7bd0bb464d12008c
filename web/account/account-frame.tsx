import { NavLink, Outlet, useLoaderData, type LoaderFunctionArgs } from 'react-router';
import type { PageHandle } from '../head.ts';
import { m } from '../i18n/messages.ts';
import type { Session } from '../shell/load-root.ts';
import { requireSession } from '../shell/require-session.ts';

export const loader = ({ context, request }: LoaderFunctionArgs): Promise<Session> =>
  requireSession(context, request);

export const handle: PageHandle<Session> = {
  head: () => ({ title: m.account_title(), noindex: true }),
};

/** The account's sections beside one another. */
export function Component() {
  const session = useLoaderData<Session>();
  const sections = [
    { to: '/account', label: m.account_profile() },
    { to: '/account/security', label: m.account_security() },
    { to: '/account/organisations', label: m.account_organisations() },
    { to: '/account/requests', label: m.account_requests() },
    { to: '/account/notifications', label: m.notify_preferences() },
    { to: '/account/tokens', label: m.account_tokens() },
  ];
  return (
    <div className="page pt-8">
      <h1 className="text-2xl">{m.account_title()}</h1>
      <p className="mt-1 text-muted">{session.email}</p>
      <div className="mt-6 gap-12 md:grid md:grid-cols-[12rem_minmax(0,1fr)]">
        <nav
          aria-label={m.account_nav()}
          className="mb-6 flex flex-wrap gap-1 max-md:border-b max-md:border-line max-md:pb-3 md:flex-col"
        >
          {sections.map((section) => (
            <NavLink
              key={section.to}
              to={section.to}
              end
              className={({ isActive }) =>
                `rounded-md px-3 py-2 whitespace-nowrap no-underline hover:bg-hover ${isActive ? 'bg-accent-soft font-semibold text-ink' : 'text-muted'}`
              }
            >
              {section.label}
            </NavLink>
          ))}
        </nav>
        <div className="min-w-0 space-y-10">
          <Outlet context={session} />
        </div>
      </div>
    </div>
  );
}
