import type { RouteObject } from 'react-router';
import { page } from '../lazy-page.ts';

/** An expert's own reviews. */
export const reviewPages: RouteObject[] = [
  page('review/review-list-page.tsx', () => import('./review-list-page.tsx'), { path: '/review' }),
  page('review/assignment-page.tsx', () => import('./assignment-page.tsx'), {
    path: '/review/:assignment',
  }),
];

/** The operators' side, below `/operator`. */
export const operatorReviewPages: RouteObject[] = [
  page('review/boards-page.tsx', () => import('./boards-page.tsx'), { path: 'review' }),
  page('review/experts-page.tsx', () => import('./experts-page.tsx'), { path: 'review/experts' }),
  page('review/ties-page.tsx', () => import('./ties-page.tsx'), { path: 'review/ties' }),
  page('review/assignment-plan-page.tsx', () => import('./assignment-plan-page.tsx'), {
    path: 'review/boards/:board/assignment',
  }),
  page('review/scores-page.tsx', () => import('./scores-page.tsx'), {
    path: 'review/boards/:board/scores',
  }),
  page('review/panel-page.tsx', () => import('./panel-page.tsx'), {
    path: 'review/boards/:board/panel',
  }),
];
