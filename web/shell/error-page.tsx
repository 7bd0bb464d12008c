import { isRouteErrorResponse, useLocation, useRouteError } from 'react-router';
import type { Problem } from '#src/kernel/problem.ts';
import { m } from '../i18n/messages.ts';
import type { Tombstone as TombstoneData } from '#src/catalog/schema.ts';
import { Tombstone } from '../dataset/tombstone.tsx';
import { Button, ButtonLink } from '../ui/button.tsx';
import { useEffect } from 'react';

interface Failure {
  readonly status: number;
  readonly problem: Partial<Problem>;
}

function failureOf(error: unknown): Failure {
  if (isRouteErrorResponse(error))
    return { status: error.status, problem: (error.data ?? {}) as Partial<Problem> };
  return { status: 500, problem: {} };
}

function words(status: number): { title: string; body: string } {
  if (status === 401) return { title: m.error_401_title(), body: m.error_401_body() };
  if (status === 403) return { title: m.error_403_title(), body: m.error_403_body() };
  if (status === 404) return { title: m.error_404_title(), body: m.error_404_body() };
  if (status === 410) return { title: m.error_410_title(), body: m.error_410_body() };
  if (status === 503) return { title: m.error_503_title(), body: m.error_503_body() };
  return { title: m.error_other_title(), body: m.error_other_body() };
}

/** Every failure of a page: what happened, what would change it, and a way on. */
export function ErrorPage() {
  const { status, problem } = failureOf(useRouteError());
  const { pathname, search } = useLocation();
  const { title, body } = words(status);
  useEffect(() => {
    document.title = `${title} · ${m.site_name()}`;
  }, [title]);
  const tombstone = problem['tombstone'] as TombstoneData | undefined;
  if (status === 410 && tombstone) return <Tombstone of={tombstone} />;
  const own = (status === 403 || status === 410) && problem.detail ? problem.detail : body;
  const reason = typeof problem['reason'] === 'string' ? problem['reason'] : undefined;
  const mayRetry = status >= 500;
  return (
    <div className="page py-20 sm:py-28">
      <p className="font-mono text-sm text-faint">{status}</p>
      <h1 className="mt-2 text-2xl">{title}</h1>
      <p className="mt-3 max-w-prose text-muted">{own}</p>
      {reason !== undefined && reason !== '' && (
        <p className="mt-3 max-w-prose">{m.dataset_suspended_hint({ reason })}</p>
      )}
      {status >= 500 && problem.requestId !== undefined && (
        <p className="mt-3 text-sm text-faint">{m.error_request_id({ id: problem.requestId })}</p>
      )}
      <div className="mt-8 flex flex-wrap gap-3">
        {(status === 401 || status === 404) && (
          <ButtonLink look="primary" to={`/sign-in?next=${encodeURIComponent(pathname + search)}`}>
            {m.nav_sign_in()}
          </ButtonLink>
        )}
        {mayRetry && (
          <Button look="primary" onClick={() => window.location.reload()}>
            {m.retry()}
          </Button>
        )}
        <ButtonLink to="/search">{m.go_search()}</ButtonLink>
        <ButtonLink look="quiet" to="/">
          {m.back_home()}
        </ButtonLink>
      </div>
    </div>
  );
}
