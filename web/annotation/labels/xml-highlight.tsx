import type { ReactNode } from 'react';
import type { ConfigProblem } from '#src/annotation/labelling/config-problem.ts';

/** Pieces of XML that look alike: comments, tag brackets and names, attribute names, values. */
const piece = /(<!--[\s\S]*?-->)|(<\/?[\w:.-]*|\/?>)|("[^"]*"|'[^']*')|([\w:.-]+(?=\s*=))/gu;

const looks = ['text-faint italic', 'text-accent', 'text-amber', 'text-muted'];

interface Span {
  readonly start: number;
  readonly end: number;
  readonly look: string;
}

function spansOf(text: string): Span[] {
  return [...text.matchAll(piece)].map((match) => ({
    start: match.index,
    end: match.index + match[0].length,
    look: looks[match.slice(1).findIndex((group) => group !== undefined)] ?? '',
  }));
}

/** The text in colours, with a wavy line under what is wrong. */
export function XmlHighlight({ text, problems }: XmlHighlightProps) {
  const cuts = new Set([0, text.length]);
  const spans = spansOf(text);
  const marks = problems.map((one) => {
    const start = Math.min(one.offset, Math.max(0, text.length - 1));
    return { start, end: Math.min(text.length, start + Math.max(1, one.length)), one };
  });
  for (const { start, end } of [...spans, ...marks]) cuts.add(start).add(end);
  const at = [...cuts].toSorted((a, b) => a - b);
  let span = 0;
  const out: ReactNode[] = [];
  for (const [i, from] of at.entries()) {
    const to = at[i + 1];
    if (to === undefined) break;
    while ((spans[span]?.end ?? Infinity) <= from) span += 1;
    const current = spans[span];
    const look = current && current.start <= from ? current.look : '';
    const mark = marks.find(({ start, end }) => start <= from && end >= to)?.one;
    const wave =
      mark === undefined
        ? ''
        : `underline decoration-wavy decoration-2 underline-offset-3 ${mark.severity === 'error' ? 'decoration-danger' : 'decoration-amber'}`;
    out.push(
      <span key={from} className={`${look} ${wave}`}>
        {text.slice(from, to)}
      </span>,
    );
  }
  return <>{out}</>;
}

interface XmlHighlightProps {
  readonly text: string;
  readonly problems: readonly ConfigProblem[];
}
