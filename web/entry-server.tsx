import { StrictMode } from 'react';
import { renderToString } from 'react-dom/server.edge';
import {
  createStaticHandler,
  createStaticRouter,
  isRouteErrorResponse,
  StaticRouterProvider,
  type StaticHandlerContext,
} from 'react-router';
import type { PageRequest } from '#src/ports/pages.ts';
import type { ServerContext, Theme } from './api.ts';
import { documentOf } from './document.ts';
import { headOf } from './head.ts';
import { inLanguage, type Language } from './i18n/language.ts';
import { routes } from './router.tsx';

const handler = createStaticHandler(routes);

const cookieOf = (cookies: string | undefined, name: string): string | undefined =>
  cookies?.match(new RegExp(`(?:^|;\\s*)${name}=([^;]*)`, 'u'))?.[1];

/** `?lang=` wins and is remembered, then the cookie, then what the browser asks for. */
function languageFor(request: PageRequest): { language: Language; chosen: boolean } {
  const asked = request.url.searchParams.get('lang');
  if (asked === 'zh' || asked === 'en') return { language: asked, chosen: true };
  const kept = cookieOf(request.cookie, 'lang');
  if (kept === 'zh' || kept === 'en') return { language: kept, chosen: false };
  return { language: request.language, chosen: false };
}

function themeFor(request: PageRequest): Theme {
  const theme = cookieOf(request.cookie, 'theme');
  return theme === 'light' || theme === 'dark' ? theme : 'system';
}

/** Renders one page: loaders over the in-process API, then the HTML in one synchronous pass. */
export async function render(request: PageRequest): Promise<Response> {
  const { language, chosen } = languageFor(request);
  const server: ServerContext = {
    api: (path) => request.api(path, language),
    language,
    theme: themeFor(request),
    origin: request.url.origin,
    mayHaveSession: request.cookie !== undefined,
  };
  const context = await handler.query(new Request(request.url), { requestContext: server });
  if (context instanceof Response) return context;

  const headers = new Headers({
    'content-type': 'text/html; charset=utf-8',
    'content-language': language === 'zh' ? 'zh-CN' : 'en',
    'cache-control': signedIn(context) ? 'private, no-store' : 'no-cache',
    vary: 'Cookie, Accept-Language',
  });
  if (chosen)
    headers.append('set-cookie', `lang=${language}; Path=/; Max-Age=31536000; SameSite=Lax`);
  const html = inLanguage(language, () => pageHtml(request, server, context));
  return new Response(html, { status: context.statusCode, headers });
}

function signedIn(context: StaticHandlerContext): boolean {
  const root = context.loaderData['root'] as { session?: unknown } | undefined;
  return root?.session !== undefined && root.session !== null;
}

function pageHtml(
  request: PageRequest,
  server: ServerContext,
  context: StaticHandlerContext,
): string {
  const router = createStaticRouter(handler.dataRoutes, context);
  const body = renderToString(
    <StrictMode>
      <StaticRouterProvider router={router} context={context} hydrate={false} />
    </StrictMode>,
  );
  const path = request.url.pathname;
  const matches = context.matches.map((match) => ({
    handle: match.route.handle as unknown,
    data: context.loaderData[match.route.id] as unknown,
  }));
  return documentOf({
    body,
    head: context.errors ? undefined : headOf(matches, { origin: server.origin, path }),
    language: server.language,
    theme: server.theme,
    nonce: request.nonce,
    origin: server.origin,
    path,
    status: context.statusCode,
    routeFiles: context.matches.map((match) => match.route.id.replace(/#.*$/u, '')),
    data: { loaderData: context.loaderData, actionData: null, errors: plainErrors(context.errors) },
  });
}

/** Errors as the browser rebuilds them; a failure that is not a page status says only 500. */
function plainErrors(errors: StaticHandlerContext['errors']): Record<string, unknown> | null {
  if (!errors) return null;
  return Object.fromEntries(
    Object.entries(errors).map(([id, error]) => [
      id,
      isRouteErrorResponse(error)
        ? { status: error.status, statusText: error.statusText, data: error.data as unknown }
        : { status: 500, statusText: '', data: null },
    ]),
  );
}
