import { useState } from 'react';
import type { Theme } from '../api.ts';
import { m } from '../i18n/messages.ts';
import { Icon } from '../ui/icon.tsx';
import { useRootData } from './root-data.ts';

const next: Record<Theme, Theme> = { system: 'light', light: 'dark', dark: 'system' };
const icons = { system: 'contrast', light: 'sun', dark: 'moon' } as const;

/** Goes round system, light, dark; kept in a cookie, so the server's HTML already has it. */
export function ThemeSwitch() {
  const [theme, setTheme] = useState<Theme>(useRootData()?.theme ?? 'system');
  const names: Record<Theme, string> = {
    system: m.theme_system(),
    light: m.theme_light(),
    dark: m.theme_dark(),
  };
  const change = (): void => {
    const to = next[theme];
    const root = document.documentElement;
    if (to === 'system') delete root.dataset['theme'];
    else root.dataset['theme'] = to;
    const maxAge = to === 'system' ? 0 : 31_536_000;
    document.cookie = `theme=${to}; Path=/; Max-Age=${maxAge}; SameSite=Lax`;
    setTheme(to);
  };
  return (
    <button
      type="button"
      onClick={change}
      aria-label={m.theme_switch({ theme: names[theme] })}
      title={names[theme]}
      className="grid size-10 place-items-center rounded-md text-muted hover:bg-hover"
    >
      <Icon name={icons[theme]} />
    </button>
  );
}
