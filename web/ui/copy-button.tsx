import { useEffect, useState } from 'react';
import { m } from '../i18n/messages.ts';
import { Icon } from './icon.tsx';

/** Copies a text and says so for two seconds. */
export function CopyButton({ text, what, compact = false }: CopyButtonProps) {
  const [copied, setCopied] = useState(false);
  useEffect(() => {
    if (!copied) return;
    const timer = setTimeout(() => setCopied(false), 2000);
    return () => clearTimeout(timer);
  }, [copied]);
  const copy = (): void => {
    navigator.clipboard.writeText(text).then(
      () => setCopied(true),
      // Refused by the browser's settings: the text stays selectable beside the button.
      () => setCopied(false),
    );
  };
  return (
    <button
      type="button"
      onClick={copy}
      aria-label={m.copy_what({ what })}
      className={`inline-flex items-center gap-1.5 rounded-md text-sm text-muted hover:bg-hover hover:text-ink noscript:hidden ${compact ? 'size-8 justify-center' : 'min-h-8 px-2'}`}
    >
      <Icon name={copied ? 'check' : 'copy'} size={16} className={copied ? 'text-accent' : ''} />
      {!compact && <span className="max-sm:hidden">{copied ? m.copied() : m.copy()}</span>}
      <span role="status" className="sr-only">
        {copied ? m.copied() : ''}
      </span>
    </button>
  );
}

interface CopyButtonProps {
  readonly text: string;
  /** What is copied, for the button's name. */
  readonly what: string;
  readonly compact?: boolean;
}
