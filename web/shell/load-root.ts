import type { LoaderFunctionArgs } from 'react-router';
import type { MeView } from '#src/identity/schema.ts';
import type { OwnExpert } from '#src/review/experts/schema.ts';
import { loadOptional, serverContext, type Theme } from '../api.ts';
import { language, type Language } from '../i18n/language.ts';

/** The signed-in visitor. */
export type Session = typeof MeView.infer;

export interface RootData {
  readonly session: Session | null;
  /** Notices the visitor has not read, as of the last look at the server. */
  readonly unread: number;
  /** The visitor is in the expert register. */
  readonly expert: boolean;
  readonly language: Language;
  readonly theme: Theme;
  readonly origin: string;
}

/** What every page shares; without a cookie nobody is asked who the visitor is. */
export async function loadRoot({ context }: LoaderFunctionArgs): Promise<RootData> {
  const server = serverContext(context);
  const [session, notices, own] =
    server && !server.mayHaveSession
      ? []
      : await Promise.all([
          loadOptional<Session>(context, '/me'),
          loadOptional<{ unread: number }>(context, '/notifications/unread'),
          loadOptional<OwnExpert>(context, '/review/expert'),
        ]);
  return {
    session: session ?? null,
    unread: notices?.unread ?? 0,
    expert: (own?.expert ?? null) !== null && own?.expert?.state !== 'declined',
    language: server?.language ?? language(),
    theme: server?.theme ?? themeOfPage(),
    origin: server?.origin ?? window.location.origin,
  };
}

function themeOfPage(): Theme {
  const theme = document.documentElement.dataset['theme'];
  return theme === 'light' || theme === 'dark' ? theme : 'system';
}
