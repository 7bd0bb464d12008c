import type { RouteObject } from 'react-router';
import { annotationPages, projectPages, qualityPages, vendorPages } from './annotation-routes.tsx';
import { page } from './lazy-page.ts';
import { noticePages } from './notice/notice-routes.ts';
import { operatorReviewPages, reviewPages } from './review/review-routes.tsx';
import { NotFoundPage, notFound } from './shell/not-found.tsx';
import { RootFrame } from './shell/root-frame.tsx';
import { loadRoot } from './shell/load-root.ts';
import { ErrorPage } from './shell/error-page.tsx';

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
      page(`dataset/quality-tab.tsx${mark}`, () => import('./dataset/quality-tab.tsx'), {
        path: 'quality',
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
  page('account/ledger-page.tsx', () => import('./account/ledger-page.tsx'), {
    path: 'organisations/:slug/ledger',
  }),
  page('account/requests-page.tsx', () => import('./account/requests-page.tsx'), {
    path: 'requests',
  }),
  page('account/notices-page.tsx', () => import('./account/notices-page.tsx'), {
    path: 'notifications',
  }),
  page('account/tokens-page.tsx', () => import('./account/tokens-page.tsx'), { path: 'tokens' }),
];

const publishPages: RouteObject[] = [
  page('publish/files-step.tsx', () => import('./publish/files-step.tsx'), { index: true }),
  page('publish/card-step.tsx', () => import('./publish/card-step.tsx'), { path: 'card' }),
  page('publish/check-step.tsx', () => import('./publish/check-step.tsx'), { path: 'check' }),
  page('publish/published-page.tsx', () => import('./publish/published-page.tsx'), {
    path: 'published/:version',
  }),
];

const operatorPages: RouteObject[] = [
  ...operatorReviewPages,
  page('operator/overview-page.tsx', () => import('./operator/overview-page.tsx'), { index: true }),
  page('operator/organisations-queue.tsx', () => import('./operator/organisations-queue.tsx'), {
    path: 'organisations',
  }),
  page('operator/versions-queue.tsx', () => import('./operator/versions-queue.tsx'), {
    path: 'versions',
  }),
  page('operator/reports-queue.tsx', () => import('./operator/reports-queue.tsx'), {
    path: 'reports',
  }),
  page('operator/appeals-queue.tsx', () => import('./operator/appeals-queue.tsx'), {
    path: 'appeals',
  }),
  page('operator/suspensions-page.tsx', () => import('./operator/suspensions-page.tsx'), {
    path: 'suspensions',
  }),
  page('operator/vendors-queue.tsx', () => import('./operator/vendors-queue.tsx'), {
    path: 'vendors',
  }),
  page('operator/registers-queue.tsx', () => import('./operator/registers-queue.tsx'), {
    path: 'registers',
  }),
  page('operator/publication-page.tsx', () => import('./operator/publication-page.tsx'), {
    path: 'selection/rounds/:id/publication',
  }),
  page(
    'selection/deliberation/deliberation-page.tsx',
    () => import('./selection/deliberation/deliberation-page.tsx'),
    { path: 'selection/rounds/:id/deliberation' },
  ),
  page(
    'selection/deliberation/decision-page.tsx',
    () => import('./selection/deliberation/decision-page.tsx'),
    { path: 'selection/rounds/:id/decision' },
  ),
  page('operator/objections-queue.tsx', () => import('./operator/objections-queue.tsx'), {
    path: 'notices',
  }),
  page('operator/notices-list.tsx', () => import('./operator/notices-list.tsx'), {
    path: 'notices/list',
  }),
  page('operator/notice-draft-page.tsx', () => import('./operator/notice-draft-page.tsx'), {
    path: 'notices/new',
  }),
  page('operator/notice-desk-page.tsx', () => import('./operator/notice-desk-page.tsx'), {
    path: 'notices/:id',
  }),
  page('selection/operator-rounds-page.tsx', () => import('./selection/operator-rounds-page.tsx'), {
    path: 'selection',
  }),
  page('selection/operator-round-page.tsx', () => import('./selection/operator-round-page.tsx'), {
    path: 'selection/rounds/:id',
  }),
  page(
    'selection/operator-round-page.tsx#screening',
    () => import('./selection/operator-round-page.tsx'),
    { path: 'selection/rounds/:id/screening' },
  ),
  page('operator/disputes-queue.tsx', () => import('./operator/disputes-queue.tsx'), {
    path: 'disputes',
  }),
];

const selectionPages: RouteObject[] = [
  page('selection/calls-page.tsx', () => import('./selection/calls-page.tsx'), {
    path: '/selection',
  }),
  page('selection/round-page.tsx', () => import('./selection/round-page.tsx'), {
    path: '/selection/rounds/:id',
  }),
  page('selection/apply-page.tsx', () => import('./selection/apply-page.tsx'), {
    path: '/selection/apply/:id',
  }),
  page('selection/applications-page.tsx', () => import('./selection/applications-page.tsx'), {
    path: '/selection/applications',
  }),
  page('selection/letter-page.tsx', () => import('./selection/letter-page.tsx'), {
    path: '/selection/applications/:id/letter',
  }),
  page('selection/application-page.tsx', () => import('./selection/application-page.tsx'), {
    path: '/selection/applications/:id',
  }),
];

/** Every page; the same table is matched on the server and in the browser. */
export const routes: RouteObject[] = [
  {
    id: 'root',
    loader: loadRoot,
    Component: RootFrame,
    ErrorBoundary: ErrorPage,
    shouldRevalidate: ({ defaultShouldRevalidate, currentUrl, nextUrl }) =>
      // Whoever leaves the notices has read some.
      currentUrl.pathname === '/notifications' ||
      (currentUrl.href === nextUrl.href && defaultShouldRevalidate),
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
          page(
            'organisation/organisation-page.tsx',
            () => import('./organisation/organisation-page.tsx'),
            { path: '/o/:org' },
          ),
          page(
            'notifications/notifications-page.tsx',
            () => import('./notifications/notifications-page.tsx'),
            { path: '/notifications' },
          ),
          page('worklist/worklist-page.tsx', () => import('./worklist/worklist-page.tsx'), {
            path: '/worklist',
          }),
          page('publish/publish-start-page.tsx', () => import('./publish/publish-start-page.tsx'), {
            path: '/publish',
          }),
          page('publish/draft-frame.tsx', () => import('./publish/draft-frame.tsx'), {
            path: '/publish/:org/:name',
            children: publishPages,
          }),
          page('operator/operator-frame.tsx', () => import('./operator/operator-frame.tsx'), {
            path: '/operator',
            children: operatorPages,
          }),
          page('workbench/workbench-page.tsx', () => import('./workbench/workbench-page.tsx'), {
            path: '/annotation/packages/:id/label',
          }),
          page(
            'annotation/annotation-frame.tsx',
            () => import('./annotation/annotation-frame.tsx'),
            {
              path: '/annotation',
              children: annotationPages,
            },
          ),
          page(
            'annotation/projects/new-project-page.tsx',
            () => import('./annotation/projects/new-project-page.tsx'),
            { path: '/annotation/projects/new' },
          ),
          page(
            'annotation/projects/project-frame.tsx',
            () => import('./annotation/projects/project-frame.tsx'),
            { path: '/annotation/projects/:id', children: projectPages },
          ),
          page(
            'annotation/packages/package-page.tsx',
            () => import('./annotation/packages/package-page.tsx'),
            { path: '/annotation/packages/:id' },
          ),
          page(
            'annotation/packages/edit-package-page.tsx',
            () => import('./annotation/packages/edit-package-page.tsx'),
            { path: '/annotation/packages/:id/edit' },
          ),
          page(
            'annotation/packages/test-page.tsx',
            () => import('./annotation/packages/test-page.tsx'),
            { path: '/annotation/packages/:id/test' },
          ),
          ...qualityPages,
          ...vendorPages,
          ...noticePages,
          ...reviewPages,
          ...selectionPages,
          { path: '*', loader: notFound, Component: NotFoundPage },
        ],
      },
    ],
  },
];
