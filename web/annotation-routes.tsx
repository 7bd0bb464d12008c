import type { RouteObject } from 'react-router';
import { page } from './lazy-page.ts';

/** Parts of the annotation frame. */
export const annotationPages: RouteObject[] = [
  page('annotation/work-page.tsx', () => import('./annotation/work-page.tsx'), { index: true }),
  page(
    'annotation/projects/projects-page.tsx',
    () => import('./annotation/projects/projects-page.tsx'),
    {
      path: 'projects',
    },
  ),
  page(
    'annotation/packages/market-page.tsx',
    () => import('./annotation/packages/market-page.tsx'),
    {
      path: 'market',
    },
  ),
];

/** Tabs of a project. */
export const projectPages: RouteObject[] = [
  page(
    'annotation/projects/overview-tab.tsx',
    () => import('./annotation/projects/overview-tab.tsx'),
    {
      index: true,
    },
  ),
  page('annotation/labels/labels-tab.tsx', () => import('./annotation/labels/labels-tab.tsx'), {
    path: 'config',
  }),
  page('annotation/tasks/tasks-tab.tsx', () => import('./annotation/tasks/tasks-tab.tsx'), {
    path: 'tasks',
  }),
  page(
    'annotation/packages/packages-tab.tsx',
    () => import('./annotation/packages/packages-tab.tsx'),
    {
      path: 'packages',
    },
  ),
  page(
    'annotation/packages/new-package-tab.tsx',
    () => import('./annotation/packages/new-package-tab.tsx'),
    {
      path: 'packages/new',
    },
  ),
  page('annotation/exports/exports-tab.tsx', () => import('./annotation/exports/exports-tab.tsx'), {
    path: 'exports',
  }),
  page(
    'annotation/projects/instructions-tab.tsx',
    () => import('./annotation/projects/instructions-tab.tsx'),
    { path: 'instructions' },
  ),
  page(
    'annotation/projects/settings-tab.tsx',
    () => import('./annotation/projects/settings-tab.tsx'),
    {
      path: 'settings',
    },
  ),
];

/** Vendors, bases and statements; the first three are open to everybody. */
/** Pages with frames of their own: bases, vendors, statements, certificates. */
export const vendorPages: RouteObject[] = [
  page('annotation/bases/bases-page.tsx', () => import('./annotation/bases/bases-page.tsx'), {
    path: '/annotation/bases',
  }),
  page(
    'annotation/vendors/vendors-page.tsx',
    () => import('./annotation/vendors/vendors-page.tsx'),
    {
      path: '/annotation/vendors',
    },
  ),
  page(
    'annotation/quality/certificate-page.tsx',
    () => import('./annotation/quality/certificate-page.tsx'),
    {
      path: '/annotation/certificates',
    },
  ),
  page('annotation/vendors/vendor-page.tsx', () => import('./annotation/vendors/vendor-page.tsx'), {
    path: '/annotation/vendors/:org',
  }),
  page(
    'annotation/vendors/profile-page.tsx',
    () => import('./annotation/vendors/profile-page.tsx'),
    {
      path: '/annotation/vendors/:org/profile',
    },
  ),
  page('annotation/vendors/team-page.tsx', () => import('./annotation/vendors/team-page.tsx'), {
    path: '/annotation/vendors/:org/team',
  }),
  page(
    'annotation/money/statement-page.tsx',
    () => import('./annotation/money/statement-page.tsx'),
    {
      path: '/annotation/awards/:id/statement',
    },
  ),
];

/** Pages that check the work of a package. */
export const qualityPages: RouteObject[] = [
  page('annotation/quality/review-page.tsx', () => import('./annotation/quality/review-page.tsx'), {
    path: '/annotation/packages/:id/review',
  }),
  page(
    'annotation/quality/acceptance-page.tsx',
    () => import('./annotation/quality/acceptance-page.tsx'),
    {
      path: '/annotation/packages/:id/acceptance',
    },
  ),
  page(
    'annotation/quality/quality-page.tsx',
    () => import('./annotation/quality/quality-page.tsx'),
    {
      path: '/annotation/packages/:id/quality',
    },
  ),
  page(
    'annotation/quality/disagreements-page.tsx',
    () => import('./annotation/quality/disagreements-page.tsx'),
    { path: '/annotation/packages/:id/disagreements' },
  ),
];
