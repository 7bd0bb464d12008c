import { useLocation } from 'react-router';
import { language } from '../i18n/language.ts';

/** A plain link, so it works without JavaScript; the server remembers the choice. */
export function LanguageSwitch() {
  const { pathname, search } = useLocation();
  const to = language() === 'zh' ? 'en' : 'zh';
  const query = new URLSearchParams(search);
  query.set('lang', to);
  return (
    <a
      href={`${pathname}?${query.toString()}`}
      hrefLang={to === 'zh' ? 'zh-CN' : 'en'}
      lang={to === 'zh' ? 'zh-CN' : 'en'}
      className="grid h-10 min-w-10 place-items-center rounded-md px-2 text-sm text-muted no-underline hover:bg-hover"
    >
      {to === 'zh' ? '中文' : 'English'}
    </a>
  );
}
