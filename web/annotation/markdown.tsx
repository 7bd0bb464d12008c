import { Fragment, type ReactNode } from 'react';

/** A block of a Markdown text. */
type Block =
  | { readonly kind: 'heading'; readonly level: number; readonly text: string }
  | { readonly kind: 'list'; readonly ordered: boolean; readonly items: readonly string[] }
  | { readonly kind: 'code' | 'quote' | 'text'; readonly text: string };

const fence = /^```/u;
const heading = /^(#{1,4})\s+(.*)$/u;
const bullet = /^\s*[-*]\s+(.*)$/u;
const numbered = /^\s*\d+[.)]\s+(.*)$/u;
const quote = /^>\s?(.*)$/u;

/** Splits the Markdown people write in instructions; what it does not know stays text. */
export function blocksOf(source: string): Block[] {
  const lines = source.replaceAll('\r\n', '\n').split('\n');
  const blocks: Block[] = [];
  let at = 0;
  const take = (pattern: RegExp): string[] => {
    const taken: string[] = [];
    for (let found; (found = pattern.exec(lines[at] ?? '')) !== null; at += 1)
      taken.push(found[1] ?? '');
    return taken;
  };
  while (at < lines.length) {
    const line = lines[at] ?? '';
    const title = heading.exec(line);
    if (line.trim() === '') at += 1;
    else if (fence.test(line)) {
      const end = lines.findIndex((one, i) => i > at && fence.test(one));
      const last = end === -1 ? lines.length : end;
      blocks.push({ kind: 'code', text: lines.slice(at + 1, last).join('\n') });
      at = last + 1;
    } else if (title) {
      blocks.push({ kind: 'heading', level: title[1]?.length ?? 1, text: title[2] ?? '' });
      at += 1;
    } else if (bullet.test(line))
      blocks.push({ kind: 'list', ordered: false, items: take(bullet) });
    else if (numbered.test(line))
      blocks.push({ kind: 'list', ordered: true, items: take(numbered) });
    else if (quote.test(line)) blocks.push({ kind: 'quote', text: take(quote).join('\n') });
    else
      blocks.push({
        kind: 'text',
        text: take(/^(?!```|#{1,4}\s|\s*[-*]\s|\s*\d+[.)]\s|>)(.*\S.*)$/u).join('\n'),
      });
  }
  return blocks;
}

/** Bold, code and links inside a line; links leave the site only by http(s). */
function inline(text: string): ReactNode[] {
  return text.split(/(\*\*[^*]+\*\*|`[^`]+`|\[[^\]]+\]\(https?:\/\/[^\s)]+\))/u).map((part, at) => {
    if (part.startsWith('**') && part.endsWith('**') && part.length > 4)
      return <strong key={at}>{part.slice(2, -2)}</strong>;
    if (part.startsWith('`') && part.endsWith('`') && part.length > 2)
      return <code key={at}>{part.slice(1, -1)}</code>;
    const link = /^\[([^\]]+)\]\((https?:\/\/[^\s)]+)\)$/u.exec(part);
    if (link)
      return (
        <a key={at} href={link[2]} rel="noopener nofollow" className="link">
          {link[1]}
        </a>
      );
    return <Fragment key={at}>{part}</Fragment>;
  });
}

/** Instructions as they are read. No markup of theirs is run; headings go below those of the page. */
export function Markdown({ text }: { readonly text: string }) {
  return (
    <div className="prose" dir="auto">
      {blocksOf(text).map((block, at) => (
        <BlockView key={at} block={block} />
      ))}
    </div>
  );
}

function BlockView({ block }: { readonly block: Block }) {
  if (block.kind === 'heading')
    return block.level === 1 ? <h3>{inline(block.text)}</h3> : <h4>{inline(block.text)}</h4>;
  if (block.kind === 'list') {
    const items = block.items.map((item, at) => <li key={at}>{inline(item)}</li>);
    return block.ordered ? <ol>{items}</ol> : <ul>{items}</ul>;
  }
  if (block.kind === 'code')
    return (
      <pre tabIndex={0}>
        <code>{block.text}</code>
      </pre>
    );
  if (block.kind === 'quote') return <blockquote>{inline(block.text)}</blockquote>;
  return <p className="whitespace-pre-line">{inline(block.text)}</p>;
}
