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

const accountPages: RouteObject[] = [
  page('account/profile-page.tsx', () => import('./account/profile-page.tsx'), { index: true }),
  page('account/security-page.tsx', () => import('./account/security-page.tsx'), {
    path: 'security',
  }),
  page('account/organisations-page.tsx', () => import('./account/organisations-page.tsx'), {
    path: 'organisations',
  }),
  page(
    'account/organisation-members-page.tsx',
    () => import('./account/organisation-members-page.tsx'),
    { path: 'organisations/:slug' },
  ),
  page('account/requests-page.tsx', () => import('./account/requests-page.tsx'), {
    path: 'requests',
  }),
  page('account/tokens-page.tsx', () => import('./account/tokens-page.tsx'), { path: 'tokens' }),
];

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
          page('account/sign-in-page.tsx', () => import('./account/sign-in-page.tsx'), {
            path: '/sign-in',
          }),
          page('account/sign-up-page.tsx', () => import('./account/sign-up-page.tsx'), {
            path: '/sign-up',
          }),
          page(
            'account/forgot-password-page.tsx',
            () => import('./account/forgot-password-page.tsx'),
            { path: '/forgot-password' },
          ),
          page(
            'account/reset-password-page.tsx',
            () => import('./account/reset-password-page.tsx'),
            { path: '/reset-password' },
          ),
          page('account/invitation-page.tsx', () => import('./account/invitation-page.tsx'), {
            path: '/invitations/:token',
          }),
          page('account/account-frame.tsx', () => import('./account/account-frame.tsx'), {
            path: '/account',
            children: accountPages,
          }),
          { path: '*', loader: notFound, Component: NotFoundPage },
        ],
      },
    ],
  },
];
