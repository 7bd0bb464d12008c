import type { ReactNode } from 'react';
import { m } from '../i18n/messages.ts';
import { Brand } from '../shell/brand.tsx';

/** The narrow page of sign-in and its relatives. */
export function AuthFrame({ title, children, footer }: AuthFrameProps) {
  return (
    <div className="page flex flex-col items-center py-12 sm:py-20">
      <Brand size={40} />
      <h1 className="mt-4 text-2xl">{title}</h1>
      <noscript>
        <p className="mt-4 max-w-sm text-center text-sm text-amber">{m.sign_in_needs_js()}</p>
      </noscript>
      <div className="card mt-7 w-full max-w-md p-6 sm:p-8">{children}</div>
      {footer !== undefined && <div className="mt-6 text-center text-sm text-muted">{footer}</div>}
    </div>
  );
}

interface AuthFrameProps {
  readonly title: string;
  readonly children: ReactNode;
  readonly footer?: ReactNode;
}
