import { useEffect } from 'react';
import { Outlet, ScrollRestoration, useLocation, useMatches, useNavigation } from 'react-router';
import { clientMatches, headOf, type PageHandle } from '../head.ts';
import { m } from '../i18n/messages.ts';
import { SiteFooter } from './site-footer.tsx';
import { SiteHeader } from './site-header.tsx';

/** Header, page, footer; keeps the title right while browsing and moves focus to new pages. */
export function RootFrame() {
  const matches = useMatches();
  const { pathname } = useLocation();
  const path = pathname;
  const title = headOf(clientMatches(matches), { origin: '', path })?.title;
  useEffect(() => {
    if (title !== undefined) document.title = `${title} · ${m.site_name()}`;
  }, [title]);
  const ownSearch = matches.some((match) => (match.handle as PageHandle | undefined)?.ownSearch);
  const bare = matches.some((match) => (match.handle as PageHandle | undefined)?.fullHeight);
  return (
    <div className="flex min-h-dvh flex-col">
      <a
        href="#main"
        className="absolute top-2 left-2 z-50 -translate-y-20 rounded-md bg-accent px-4 py-2 text-on-accent focus:translate-y-0"
      >
        {m.skip_to_content()}
      </a>
      <NavigationBar />
      <SiteHeader showSearch={!ownSearch} />
      <main id="main" tabIndex={-1} className="flex-1 outline-none">
        <Outlet />
      </main>
      {!bare && <SiteFooter />}
      <ScrollRestoration />
    </div>
  );
}

/** A thin bar while the next page is fetched. */
function NavigationBar() {
  const busy = useNavigation().state !== 'idle';
  return (
    <div
      role="status"
      className="pointer-events-none fixed inset-x-0 top-0 z-50 h-0.5 overflow-hidden"
    >
      {busy && (
        <>
          <span className="sr-only">{m.loading()}</span>
          <div className="animate-bar h-full w-1/3 bg-accent" />
        </>
      )}
    </div>
  );
}
