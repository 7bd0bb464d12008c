import type { RouteObject } from 'react-router';
import { page } from '../lazy-page.ts';

/** Parts of the annotation frame. */
export const annotationPages: RouteObject[] = [
  page('annotation/work-page.tsx', () => import('./work-page.tsx'), { index: true }),
  page('annotation/projects/projects-page.tsx', () => import('./projects/projects-page.tsx'), {
    path: 'projects',
  }),
  page('annotation/packages/market-page.tsx', () => import('./packages/market-page.tsx'), {
    path: 'market',
  }),
];

/** Tabs of a project. */
export const projectPages: RouteObject[] = [
  page('annotation/projects/overview-tab.tsx', () => import('./projects/overview-tab.tsx'), {
    index: true,
  }),
  page('annotation/labels/labels-tab.tsx', () => import('./labels/labels-tab.tsx'), {
    path: 'config',
  }),
  page('annotation/tasks/tasks-tab.tsx', () => import('./tasks/tasks-tab.tsx'), {
    path: 'tasks',
  }),
  page('annotation/packages/packages-tab.tsx', () => import('./packages/packages-tab.tsx'), {
    path: 'packages',
  }),
  page('annotation/packages/new-package-tab.tsx', () => import('./packages/new-package-tab.tsx'), {
    path: 'packages/new',
  }),
  page('annotation/exports/exports-tab.tsx', () => import('./exports/exports-tab.tsx'), {
    path: 'exports',
  }),
  page(
    'annotation/projects/instructions-tab.tsx',
    () => import('./projects/instructions-tab.tsx'),
    { path: 'instructions' },
  ),
  page('annotation/projects/settings-tab.tsx', () => import('./projects/settings-tab.tsx'), {
    path: 'settings',
  }),
];

/** Vendors, bases and statements; the first three are open to everybody. */
/** Pages with frames of their own: bases, vendors, statements, certificates. */
export const vendorPages: RouteObject[] = [
  page('annotation/bases/bases-page.tsx', () => import('./bases/bases-page.tsx'), {
    path: '/annotation/bases',
  }),
  page('annotation/vendors/vendors-page.tsx', () => import('./vendors/vendors-page.tsx'), {
    path: '/annotation/vendors',
  }),
  page('annotation/quality/certificate-page.tsx', () => import('./quality/certificate-page.tsx'), {
    path: '/annotation/certificates',
  }),
  page('annotation/vendors/vendor-page.tsx', () => import('./vendors/vendor-page.tsx'), {
    path: '/annotation/vendors/:org',
  }),
  page('annotation/vendors/profile-page.tsx', () => import('./vendors/profile-page.tsx'), {
    path: '/annotation/vendors/:org/profile',
  }),
  page('annotation/vendors/team-page.tsx', () => import('./vendors/team-page.tsx'), {
    path: '/annotation/vendors/:org/team',
  }),
  page('annotation/money/statement-page.tsx', () => import('./money/statement-page.tsx'), {
    path: '/annotation/awards/:id/statement',
  }),
];

/** Pages that check the work of a package. */
export const qualityPages: RouteObject[] = [
  page('annotation/quality/review-page.tsx', () => import('./quality/review-page.tsx'), {
    path: '/annotation/packages/:id/review',
  }),
  page('annotation/quality/acceptance-page.tsx', () => import('./quality/acceptance-page.tsx'), {
    path: '/annotation/packages/:id/acceptance',
  }),
  page('annotation/quality/quality-page.tsx', () => import('./quality/quality-page.tsx'), {
    path: '/annotation/packages/:id/quality',
  }),
  page(
    'annotation/quality/disagreements-page.tsx',
    () => import('./quality/disagreements-page.tsx'),
    { path: '/annotation/packages/:id/disagreements' },
  ),
];
