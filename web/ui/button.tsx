import type { ButtonHTMLAttributes, ReactNode } from 'react';
import { Link, type LinkProps } from 'react-router';
import { Icon, type IconName } from './icon.tsx';

type Look = 'primary' | 'plain' | 'quiet' | 'danger';
type Size = 'md' | 'sm' | 'lg';

const looks: Record<Look, string> = {
  primary: 'bg-accent text-on-accent hover:bg-accent-strong border border-transparent',
  plain: 'bg-surface text-ink border border-edge hover:bg-hover',
  quiet: 'text-ink border border-transparent hover:bg-hover',
  danger: 'bg-surface text-danger border border-danger hover:bg-danger-soft',
};
const sizes: Record<Size, string> = {
  sm: 'min-h-8 px-2.5 text-sm gap-1.5',
  md: 'min-h-10 px-4 text-[0.9375rem] gap-2',
  lg: 'min-h-12 px-6 text-base gap-2',
};
const shape =
  'inline-flex items-center justify-center rounded-md font-medium leading-tight no-underline whitespace-nowrap select-none transition-colors disabled:opacity-60 disabled:cursor-not-allowed aria-disabled:opacity-60';

export const buttonClass = (look: Look, size: Size): string =>
  `${shape} ${looks[look]} ${sizes[size]}`;

interface Common {
  readonly look?: Look;
  readonly size?: Size;
  readonly icon?: IconName;
  readonly children?: ReactNode;
}

const inner = (icon: IconName | undefined, size: Size, children: ReactNode) => (
  <>
    {icon && <Icon name={icon} size={size === 'sm' ? 16 : 18} />}
    {children}
  </>
);

/** `busy` keeps the label, tells assistive technology, and refuses a second press. */
export function Button({
  look = 'plain',
  size = 'md',
  icon,
  busy = false,
  children,
  className = '',
  disabled,
  ...rest
}: Common & ButtonHTMLAttributes<HTMLButtonElement> & { readonly busy?: boolean }) {
  return (
    <button
      type="button"
      aria-busy={busy || undefined}
      disabled={disabled === true || busy}
      {...rest}
      className={`${buttonClass(look, size)} ${busy ? 'animate-pulse' : ''} ${className}`}
    >
      {inner(icon, size, children)}
    </button>
  );
}

export function ButtonLink({
  look = 'plain',
  size = 'md',
  icon,
  children,
  className = '',
  ...rest
}: Common & LinkProps) {
  return (
    <Link {...rest} className={`${buttonClass(look, size)} ${className}`}>
      {inner(icon, size, children)}
    </Link>
  );
}
