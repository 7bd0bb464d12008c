import type { UIMatch } from 'react-router';

/** What a page says about itself to browsers, crawlers and link previews. */
export interface Head {
  readonly title: string;
  readonly description?: string;
  /** Path (and query) of the one address this content should be known by. */
  readonly canonical?: string;
  readonly noindex?: boolean;
  readonly openGraphType?: 'website' | 'article';
  /** Address of the page's content as RSS. */
  readonly feed?: string;
  /** schema.org document, without scripts. */
  readonly jsonLd?: Readonly<Record<string, unknown>>;
}

/** A route's `handle`: `head` gets the route's loader data; the innermost one wins. */
export interface PageHandle<D = never> {
  head?: (data: D, at: { readonly origin: string; readonly path: string }) => Head;
  /** True where the page brings its own search box, so the header leaves its out. */
  ownSearch?: boolean;
  /** True where the page fills the window itself, so nothing stands below it. */
  fullHeight?: boolean;
}

interface Match {
  readonly handle: unknown;
  readonly data: unknown;
}

/** The head of the innermost matched route that has one. */
export function headOf(
  matches: readonly Match[],
  at: { readonly origin: string; readonly path: string },
): Head | undefined {
  for (const match of matches.toReversed()) {
    const head = (match.handle as PageHandle<unknown> | undefined)?.head;
    if (head && match.data !== undefined) return head(match.data, at);
  }
  return undefined;
}

export const clientMatches = (matches: readonly UIMatch[]): Match[] =>
  matches.map((match) => ({ handle: match.handle, data: match.loaderData }));
