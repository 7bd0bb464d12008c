import type { ReactNode } from 'react';
import { Icon, type IconName } from './icon.tsx';

type Tone = 'info' | 'good' | 'warn' | 'bad';

const tones: Record<Tone, { box: string; icon: IconName }> = {
  info: { box: 'bg-sunken border-line text-ink', icon: 'info' },
  good: { box: 'bg-accent-soft border-accent-line text-ink', icon: 'check' },
  warn: { box: 'bg-amber-soft border-amber/40 text-ink', icon: 'warning' },
  bad: { box: 'bg-danger-soft border-danger/40 text-ink', icon: 'warning' },
};
const iconTones: Record<Tone, string> = {
  info: 'text-muted',
  good: 'text-accent',
  warn: 'text-amber',
  bad: 'text-danger',
};

/** A message that stays. Problems are announced at once, the rest politely. */
export function Notice({
  tone = 'info',
  title,
  children,
  live = false,
  className = '',
}: NoticeProps) {
  const role = live ? (tone === 'bad' ? 'alert' : 'status') : undefined;
  return (
    <div
      role={role}
      className={`flex gap-3 rounded-md border px-4 py-3 text-sm ${tones[tone].box} ${className}`}
    >
      <Icon name={tones[tone].icon} className={`mt-0.5 ${iconTones[tone]}`} />
      <div className="min-w-0 flex-1">
        {title !== undefined && <p className="font-semibold">{title}</p>}
        {children}
      </div>
    </div>
  );
}

interface NoticeProps {
  readonly tone?: Tone;
  readonly title?: ReactNode;
  readonly children?: ReactNode;
  readonly live?: boolean;
  readonly className?: string;
}

/** What a list shows when it is empty: what would fill it, and the way there. */
export function Empty({ icon, title, children, action }: EmptyProps) {
  return (
    <div className="flex flex-col items-center gap-2 rounded-lg border border-dashed border-line px-6 py-12 text-center">
      {icon && <Icon name={icon} size={28} className="text-faint" />}
      <p className="text-lg font-semibold">{title}</p>
      {children !== undefined && <div className="max-w-prose text-sm text-muted">{children}</div>}
      {action !== undefined && (
        <div className="mt-3 flex flex-wrap justify-center gap-3">{action}</div>
      )}
    </div>
  );
}

interface EmptyProps {
  readonly icon?: IconName;
  readonly title: ReactNode;
  readonly children?: ReactNode;
  readonly action?: ReactNode;
}
