import { useRouteLoaderData } from 'react-router';
import type { RootData } from './load-root.ts';

/** The data every page shares; absent only while an error of the root itself is shown. */
export const useRootData = (): RootData | undefined => useRouteLoaderData<RootData>('root');
