import type { ReactNode } from 'react';
import { Icon, type IconName } from './icon.tsx';

type Tone = 'neutral' | 'accent' | 'amber' | 'danger' | 'solid';

const tones: Record<Tone, string> = {
  neutral: 'bg-sunken text-muted border-line',
  accent: 'bg-accent-soft text-accent border-accent-line',
  amber: 'bg-amber-soft text-amber border-amber/30',
  danger: 'bg-danger-soft text-danger border-danger/30',
  solid: 'bg-accent text-on-accent border-transparent',
};

/** A short fact beside a title. */
export function Badge({ tone = 'neutral', icon, children }: BadgeProps) {
  return (
    <span
      className={`inline-flex items-center gap-1 rounded-sm border px-1.5 py-px text-xs font-medium whitespace-nowrap ${tones[tone]}`}
    >
      {icon && <Icon name={icon} size={13} />}
      {children}
    </span>
  );
}

interface BadgeProps {
  readonly tone?: Tone;
  readonly icon?: IconName;
  readonly children: ReactNode;
}
