import { Link } from 'react-router';
import { m } from '../i18n/messages.ts';
import { Icon } from '../ui/icon.tsx';

/** The way to the notices, with how many are unread. */
export function Bell({ unread }: { readonly unread: number }) {
  const shown = unread > 99 ? '99+' : String(unread);
  return (
    <Link
      to="/notifications"
      aria-label={unread > 0 ? m.notify_bell_unread({ count: shown }) : m.notify_title()}
      className="relative grid size-10 place-items-center rounded-md text-muted hover:bg-hover"
    >
      <Icon name="bell" />
      {unread > 0 && (
        <span
          aria-hidden
          className="tabular absolute top-1 right-0.5 rounded-full bg-accent px-1 text-[0.6875rem] leading-4 font-semibold text-on-accent"
        >
          {shown}
        </span>
      )}
    </Link>
  );
}
