import { useEffect, useId, useRef, type ReactNode } from 'react';
import { m } from '../i18n/messages.ts';
import { Icon } from './icon.tsx';

/**
 * The browser's own modal dialog: it traps focus, closes on Escape and gives focus back. Its
 * content exists only while open, so forms start afresh.
 */
export function Dialog({ open, onClose, title, children }: DialogProps) {
  const ref = useRef<HTMLDialogElement>(null);
  const id = useId();
  useEffect(() => {
    const dialog = ref.current;
    if (open && dialog && !dialog.open) dialog.showModal();
    if (!open) dialog?.close();
  }, [open]);
  return (
    <dialog
      ref={ref}
      aria-labelledby={id}
      onClose={onClose}
      onClick={(event) => {
        if (event.target === event.currentTarget) onClose();
      }}
      className="m-auto w-[min(36rem,calc(100vw-2rem))] rounded-lg border border-line bg-raised p-0 shadow-pop backdrop:bg-black/45"
    >
      {open && (
        <div className="flex max-h-[85dvh] flex-col">
          <div className="flex items-center justify-between gap-4 border-b border-line py-3 pr-3 pl-6">
            <h2 id={id} className="text-lg">
              {title}
            </h2>
            <button
              type="button"
              aria-label={m.close()}
              onClick={onClose}
              className="grid size-9 place-items-center rounded-md text-muted hover:bg-hover"
            >
              <Icon name="close" />
            </button>
          </div>
          <div className="overflow-y-auto px-6 py-5">{children}</div>
        </div>
      )}
    </dialog>
  );
}

interface DialogProps {
  readonly open: boolean;
  readonly onClose: () => void;
  readonly title: string;
  readonly children: ReactNode;
}
