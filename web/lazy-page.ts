import type { RouteObject } from 'react-router';

/** A lazily loaded page. The id names its source file, which the server preloads; `#` makes ids unique. */
export const page = (
  file: string,
  lazy: RouteObject['lazy'],
  at: Partial<RouteObject>,
): RouteObject => ({ id: file, lazy, ...at }) as RouteObject;
