import type { ReactNode } from 'react';
import type { SearchHit } from '#src/catalog/search-schema.ts';
import { language } from '../i18n/language.ts';

type Highlight = NonNullable<SearchHit['highlights']['titleZh']>;

/** A text with its matches marked; ranges are UTF-16, ascending and apart. */
export function Marked({ of }: { readonly of: Highlight }) {
  const pieces: ReactNode[] = [];
  let at = 0;
  for (const [start, end] of of.ranges) {
    if (start > at) pieces.push(of.text.slice(at, start));
    pieces.push(<mark key={start}>{of.text.slice(start, end)}</mark>);
    at = end;
  }
  if (at < of.text.length) pieces.push(of.text.slice(at));
  return pieces;
}

/** The marked title, if the title that is shown is the one that matched. */
export function markedTitle(hit: SearchHit): ReactNode {
  const { titleZh, titleEn } = hit.highlights;
  const showsZh = language() === 'zh' ? Boolean(hit.title.zh) : !hit.title.en;
  const of = showsZh ? titleZh : titleEn;
  return of && <Marked of={of} />;
}

/** Where the words were found, when not in the title: description, keywords or README. */
export function markedSummary(hit: SearchHit): ReactNode {
  const { descriptionZh, descriptionEn, readme, keywords } = hit.highlights;
  const inOrder =
    language() === 'zh' ? [descriptionZh, descriptionEn] : [descriptionEn, descriptionZh];
  const of = [...inOrder, readme, keywords].find((one) => one !== undefined);
  return of && <Marked of={of} />;
}
