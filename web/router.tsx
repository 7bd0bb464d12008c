import type { RouteObject } from 'react-router';
import { NotFoundPage, notFound } from './shell/not-found.tsx';
import { RootFrame } from './shell/root-frame.tsx';
import { loadRoot } from './shell/load-root.ts';
import { ErrorPage } from './shell/error-page.tsx';

/** A lazily loaded page. The id names its source file, which the server preloads; `#` makes ids unique. */
const page = (file: string, lazy: RouteObject['lazy'], at: Partial<RouteObject>): RouteObject =>
  ({ id: file, lazy, ...at }) as RouteObject;

/** Every page; the same table is matched on the server and in the browser. */
export const routes: RouteObject[] = [
  {
    id: 'root',
    loader: loadRoot,
    Component: RootFrame,
    ErrorBoundary: ErrorPage,
    shouldRevalidate: ({ defaultShouldRevalidate, currentUrl, nextUrl }) =>
      currentUrl.href === nextUrl.href && defaultShouldRevalidate,
    children: [
      {
        ErrorBoundary: ErrorPage,
        children: [
          page('home/home-page.tsx', () => import('./home/home-page.tsx'), { path: '/' }),
          page('search/search-page.tsx', () => import('./search/search-page.tsx'), {
            path: '/search',
          }),
          { path: '*', loader: notFound, Component: NotFoundPage },
        ],
      },
    ],
  },
];
