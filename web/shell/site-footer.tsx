import { Link } from 'react-router';
import { m } from '../i18n/messages.ts';
import { Brand } from './brand.tsx';

const link = 'inline-block py-1 text-muted no-underline hover:text-ink hover:underline';

export function SiteFooter() {
  return (
    <footer className="mt-20 border-t border-line bg-sunken text-sm">
      <div className="page flex flex-wrap items-start justify-between gap-x-10 gap-y-5 py-8">
        <div className="flex items-start gap-3">
          <Brand size={22} />
          <div>
            <p className="font-semibold">{m.site_name()}</p>
            <p className="text-muted">{m.footer_about()}</p>
          </div>
        </div>
        <nav aria-label={m.footer_nav()} className="flex flex-wrap gap-x-6 gap-y-1">
          <Link to="/search" className={link}>
            {m.nav_datasets()}
          </Link>
          <Link to="/publish" className={link}>
            {m.nav_publish()}
          </Link>
          <a href="/api/docs" className={link}>
            {m.nav_api()}
          </a>
        </nav>
        <p className="w-full text-faint">{m.footer_source()}</p>
      </div>
    </footer>
  );
}
