import { memo } from 'react';
import type { TextBlock } from './text-document.ts';
import { piecesOf, type Span } from './span-layout.ts';

const lineGap = 4;

function marks(spans: readonly Span[], selected: string | undefined) {
  const [outer] = spans;
  if (!outer) return undefined;
  const chosen = spans.find((span) => span.id === selected);
  const deepest = Math.max(...spans.map((span) => span.lane));
  return {
    backgroundColor: `color-mix(in srgb, ${(chosen ?? outer).colour} ${chosen ? 38 : 20}%, transparent)`,
    backgroundImage: spans.map(({ colour }) => `linear-gradient(${colour}, ${colour})`).join(','),
    backgroundSize: spans.map(() => '100% 2.5px').join(','),
    backgroundPosition: spans.map(({ lane }) => `0 calc(100% - ${lane * lineGap}px)`).join(','),
    backgroundRepeat: 'no-repeat',
    paddingBottom: 2 + deepest * lineGap,
  };
}

interface TextBlockViewProps {
  readonly block: TextBlock;
  readonly spans: readonly Span[];
  readonly selected: string | undefined;
}

/** One block of text with its spans; drawn again only where something in it changes. */
export const TextBlockView = memo(
  function TextBlockView({ block, spans, selected }: TextBlockViewProps) {
    if (block.text === '') return <span data-o={block.start}>{'\u200b'}</span>;
    return piecesOf(block, spans).map((piece) => (
      <span
        key={piece.start}
        data-o={piece.start}
        data-ids={piece.spans.map((span) => span.id).join(' ')}
        data-tag={
          piece.ending.length > 0 ? piece.ending.map((span) => span.tag).join(' · ') : undefined
        }
        className={piece.ending.length > 0 ? 'span-end' : undefined}
        style={marks(piece.spans, selected)}
      >
        {piece.text}
      </span>
    ));
  },
  (a, b) => a.block === b.block && a.selected === b.selected && sameSpans(a.spans, b.spans),
);

const sameSpans = (a: readonly Span[], b: readonly Span[]): boolean =>
  a.length === b.length &&
  a.every((span, i) => {
    const other = b[i];
    return (
      other !== undefined &&
      span.id === other.id &&
      span.start === other.start &&
      span.end === other.end &&
      span.tag === other.tag &&
      span.lane === other.lane
    );
  });
