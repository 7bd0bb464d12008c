import { Link, NavLink } from 'react-router';
import { m } from '../i18n/messages.ts';
import { Bell } from '../notifications/bell.tsx';
import { SearchBox } from '../search/search-box.tsx';
import { ButtonLink } from '../ui/button.tsx';
import { Icon } from '../ui/icon.tsx';
import { AccountMenu } from './account-menu.tsx';
import { Brand } from './brand.tsx';
import { LanguageSwitch } from './language-switch.tsx';
import { useRootData } from './root-data.ts';
import { ThemeSwitch } from './theme-switch.tsx';

const navClass = ({ isActive }: { isActive: boolean }) =>
  `rounded-md px-3 py-1.5 text-[0.9375rem] no-underline hover:bg-hover ${isActive ? 'font-semibold text-ink' : 'text-muted'}`;

/** `showSearch` is off where the page has a search box of its own. */
export function SiteHeader({ showSearch }: { readonly showSearch: boolean }) {
  const root = useRootData();
  const session = root?.session ?? null;
  const staff = (session?.staff.length ?? 0) > 0;
  const links = [
    { to: '/search', label: m.nav_datasets() },
    { to: '/selection', label: m.nav_selection() },
    { to: '/directory', label: m.nav_directory() },
    { to: '/publish', label: m.nav_publish() },
    ...(session ? [{ to: '/annotation', label: m.nav_annotation() }] : []),
    ...(staff ? [{ to: '/operator', label: m.nav_operator() }] : []),
  ];
  return (
    <header className="sticky top-0 z-30 border-b border-line bg-canvas/95 backdrop-blur">
      <div className="page flex h-15 items-center gap-2 sm:gap-4">
        <Link to="/" className="flex items-center gap-2.5 rounded-md text-ink no-underline">
          <Brand />
          <span
            className={`text-[1.1875rem] font-bold tracking-tight ${session ? 'max-[26rem]:sr-only' : ''}`}
          >
            {m.site_name()}
          </span>
        </Link>
        <nav aria-label={m.nav_main()} className="hidden items-center gap-1 md:flex">
          {links.map((link) => (
            <NavLink key={link.to} to={link.to} className={navClass}>
              {link.label}
            </NavLink>
          ))}
        </nav>
        <div className="min-w-0 flex-1">
          {showSearch && (
            <div className="ml-auto hidden max-w-sm lg:block">
              <SearchBox size="sm" />
            </div>
          )}
        </div>
        <div className="flex items-center gap-1">
          {showSearch && (
            <Link
              to="/search"
              aria-label={m.nav_search()}
              className="grid size-10 place-items-center rounded-md text-muted hover:bg-hover lg:hidden"
            >
              <Icon name="search" />
            </Link>
          )}
          <LanguageSwitch />
          <ThemeSwitch />
          {session && <Bell unread={root?.unread ?? 0} />}
          {session ? (
            <AccountMenu session={session} expert={root?.expert ?? false} />
          ) : (
            <ButtonLink look="primary" size="sm" to="/sign-in" className="ml-1 max-md:hidden">
              {m.nav_sign_in()}
            </ButtonLink>
          )}
          <SmallMenu links={links} signedIn={session !== null} />
        </div>
      </div>
    </header>
  );
}

/** On small screens: a plain disclosure, so it opens without JavaScript too. */
function SmallMenu({ links, signedIn }: SmallMenuProps) {
  return (
    <details className="group relative md:hidden" name="header-menu">
      <summary
        className="grid size-10 list-none place-items-center rounded-md hover:bg-hover"
        aria-label={m.nav_menu()}
      >
        <Icon name="menu" className="group-open:hidden" />
        <Icon name="close" className="hidden group-open:block" />
      </summary>
      <nav
        aria-label={m.nav_main()}
        className="absolute right-0 mt-2 flex w-56 flex-col rounded-lg border border-line bg-raised p-2 shadow-pop"
      >
        {links.map((link) => (
          <NavLink key={link.to} to={link.to} className={navClass} onClick={closeDisclosure}>
            {link.label}
          </NavLink>
        ))}
        {!signedIn && (
          <>
            <hr className="my-2 border-line" />
            <NavLink to="/sign-in" className={navClass} onClick={closeDisclosure}>
              {m.nav_sign_in()}
            </NavLink>
            <NavLink to="/sign-up" className={navClass} onClick={closeDisclosure}>
              {m.nav_sign_up()}
            </NavLink>
          </>
        )}
      </nav>
    </details>
  );
}

interface SmallMenuProps {
  readonly links: readonly { to: string; label: string }[];
  readonly signedIn: boolean;
}

function closeDisclosure(event: { currentTarget: Element }): void {
  event.currentTarget.closest('details')?.removeAttribute('open');
}
