import type { RouteObject } from 'react-router';
import { page } from '../lazy-page.ts';

/** Public notices, the directory and its certificates: open to everybody. */
export const noticePages: RouteObject[] = [
  page('notice/notices-page.tsx', () => import('../notice/notices-page.tsx'), { path: '/notices' }),
  page('notice/notice-page.tsx', () => import('../notice/notice-page.tsx'), {
    path: '/notices/:id',
  }),
  page('directory/directory-page.tsx', () => import('../directory/directory-page.tsx'), {
    path: '/directory',
  }),
  page('directory/directory-page.tsx#year', () => import('../directory/directory-page.tsx'), {
    path: '/directory/:year',
  }),
  page('directory/entry-page.tsx', () => import('../directory/entry-page.tsx'), {
    path: '/directory/entries/:id',
  }),
  page('directory/certificate-page.tsx', () => import('../directory/certificate-page.tsx'), {
    path: '/certificates/:number',
  }),
];
