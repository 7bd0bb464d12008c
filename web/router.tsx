import type { RouteObject } from 'react-router';
import { NotFoundPage, notFound } from './shell/not-found.tsx';
import { RootFrame } from './shell/root-frame.tsx';
import { loadRoot } from './shell/load-root.ts';
import { ErrorPage } from './shell/error-page.tsx';

/** A lazily loaded page. The id names its source file, which the server preloads; `#` makes ids unique. */
const page = (file: string, lazy: RouteObject['lazy'], at: Partial<RouteObject>): RouteObject =>
  ({ id: file, lazy, ...at }) as RouteObject;

const datasetAt = (path: string, mark: string): RouteObject =>
  page(`dataset/dataset-page.tsx${mark}`, () => import('./dataset/dataset-page.tsx'), {
    path,
    children: [
      page(`dataset/overview-tab.tsx${mark}`, () => import('./dataset/overview-tab.tsx'), {
        index: true,
      }),
      page(`dataset/files-tab.tsx${mark}`, () => import('./dataset/files-tab.tsx'), {
        path: 'files',
      }),
      page(`dataset/viewer-tab.tsx${mark}`, () => import('./dataset/viewer-tab.tsx'), {
        path: 'viewer',
      }),
      page(`dataset/versions-tab.tsx${mark}`, () => import('./dataset/versions-tab.tsx'), {
        path: 'versions',
      }),
      page(`dataset/use-tab.tsx${mark}`, () => import('./dataset/use-tab.tsx'), { path: 'use' }),
    ],
  });

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
          datasetAt('/d/:org/:name/v/:version', '#version'),
          datasetAt('/d/:org/:name', ''),
          { path: '*', loader: notFound, Component: NotFoundPage },
        ],
      },
    ],
  },
];
