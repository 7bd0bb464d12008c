import { CopyButton } from './copy-button.tsx';

/** Text to be taken away whole: code or a citation. */
export function CodeBlock({ text, what, prose = false }: CodeBlockProps) {
  return (
    <div className="flex items-start gap-1 rounded-md border border-line bg-sunken py-1.5 pr-1.5 pl-4">
      <pre
        tabIndex={0}
        aria-label={what}
        className={`scroll-thin min-w-0 flex-1 overflow-x-auto py-1.5 text-sm leading-relaxed ${prose ? 'font-sans break-words whitespace-pre-wrap' : 'font-mono'}`}
      >
        {text}
      </pre>
      <CopyButton text={text} what={what} />
    </div>
  );
}

interface CodeBlockProps {
  readonly text: string;
  readonly what: string;
  /** Wraps instead of scrolling. */
  readonly prose?: boolean;
}
