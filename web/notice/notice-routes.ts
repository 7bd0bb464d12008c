import type { RouteObject } from 'react-router';
import { page } from '../lazy-page.ts';

/** Public notices: open to everybody. */
export const noticePages: RouteObject[] = [
  page('notice/notices-page.tsx', () => import('../notice/notices-page.tsx'), { path: '/notices' }),
  page('notice/notice-page.tsx', () => import('../notice/notice-page.tsx'), {
    path: '/notices/:id',
  }),
];
