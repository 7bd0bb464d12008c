import { useState } from 'react';
import { Link } from 'react-router';
import { pick } from '../i18n/language.ts';
import { m } from '../i18n/messages.ts';
import { Icon } from '../ui/icon.tsx';
import type { Session } from './load-root.ts';
import { signOut } from './sign-out.ts';

const item =
  'flex w-full items-center gap-2.5 rounded-md px-3 py-2 text-left text-[0.9375rem] text-ink no-underline hover:bg-hover';

/** Who is signed in and where their things are. */
export function AccountMenu({
  session,
  expert,
}: {
  readonly session: Session;
  /** The person is in the expert register. */
  readonly expert: boolean;
}) {
  const [failed, setFailed] = useState(false);
  const leave = async (): Promise<void> => {
    try {
      await signOut();
    } catch {
      setFailed(true);
    }
  };
  return (
    <details className="relative" name="header-menu">
      <summary
        className="grid size-10 list-none place-items-center rounded-md hover:bg-hover"
        aria-label={m.nav_account()}
      >
        <span className="grid size-7 place-items-center rounded-full bg-accent text-sm font-semibold text-on-accent">
          {[...session.name][0]?.toUpperCase() ?? '·'}
        </span>
      </summary>
      <div
        className="absolute right-0 mt-2 w-64 rounded-lg border border-line bg-raised p-2 shadow-pop"
        onClick={(event) => event.currentTarget.closest('details')?.removeAttribute('open')}
      >
        <p className="px-3 pt-1 font-semibold">{session.name}</p>
        <p className="px-3 pb-2 text-sm text-muted">{session.email}</p>
        <hr className="mb-2 border-line" />
        <Link to="/account" className={item}>
          <Icon name="user" size={18} /> {m.nav_account()}
        </Link>
        <Link to="/worklist" className={item}>
          <Icon name="check" size={18} /> {m.worklist_title()}
        </Link>
        {expert && (
          <Link to="/review" className={item}>
            <Icon name="quote" size={18} /> {m.review_title()}
          </Link>
        )}
        <Link to="/account/tokens" className={item}>
          <Icon name="key" size={18} /> {m.nav_tokens()}
        </Link>
        {session.organisations.map((org) => (
          <Link key={org.slug} to={`/o/${org.slug}`} className={item}>
            <Icon name="building" size={18} /> {pick(org.name.zh, org.name.en)}
          </Link>
        ))}
        <hr className="my-2 border-line" />
        <button type="button" className={item} onClick={() => void leave()}>
          <Icon name="external" size={18} /> {failed ? m.retry() : m.nav_sign_out()}
        </button>
      </div>
    </details>
  );
}
