import { redirect } from 'react-router';
import { loadOptional } from '../api.ts';
import type { Session } from './load-root.ts';

/** The signed-in person, or the way to the sign-in page and back. */
export async function requireSession(context: unknown, request: Request): Promise<Session> {
  const session = await loadOptional<Session>(context, '/me', [401]);
  if (session) return session;
  const { pathname, search } = new URL(request.url);
  throw redirect(`/sign-in?next=${encodeURIComponent(pathname + search)}`);
}

/** A path of this site to go to next; anything else is the home page. */
export const safeNext = (next: string | null): string =>
  next !== null && /^\/(?![/\\])/u.test(next) ? next : '/';
