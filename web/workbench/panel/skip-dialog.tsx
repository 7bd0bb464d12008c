import { useState } from 'react';
import { m } from '../../i18n/messages.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';

interface SkipDialogProps {
  readonly open: boolean;
  readonly onClose: () => void;
  readonly onSkip: (reason: string) => void;
}

/** Why a task is skipped: one of the usual reasons, or in words. */
export function SkipDialog({ open, onClose, onSkip }: SkipDialogProps) {
  return (
    <Dialog open={open} onClose={onClose} title={m.workbench_skip_title()}>
      <Reasons onSkip={onSkip} />
    </Dialog>
  );
}

function Reasons({ onSkip }: { readonly onSkip: (reason: string) => void }) {
  const usual = [
    m.workbench_skip_unclear(),
    m.workbench_skip_broken(),
    m.workbench_skip_outside(),
    m.workbench_skip_sensitive(),
  ];
  const [chosen, setChosen] = useState(usual[0] ?? '');
  const [words, setWords] = useState('');
  const reason = [chosen, words.trim()].filter((part) => part !== '').join(' · ');
  return (
    <form
      className="grid gap-3"
      onSubmit={(event) => {
        event.preventDefault();
        if (reason !== '') onSkip(reason);
      }}
    >
      <fieldset className="grid gap-1.5">
        <legend className="mb-1 text-sm text-muted">{m.workbench_skip_why()}</legend>
        {usual.map((one, i) => (
          <label key={one} className={`choice ${chosen === one ? 'choice-on' : ''}`}>
            <input
              type="radio"
              name="skip-reason"
              ref={(box) => {
                // The dialog looks for the attribute when it opens.
                if (i === 0) box?.setAttribute('autofocus', '');
              }}
              checked={chosen === one}
              onChange={() => setChosen(one)}
            />
            {one}
          </label>
        ))}
      </fieldset>
      <label className="grid gap-1 text-sm">
        {m.workbench_skip_words()}
        <textarea
          rows={2}
          maxLength={900}
          className="control"
          value={words}
          onChange={(event) => setWords(event.target.value)}
          onKeyDown={(event) => {
            if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) onSkip(reason);
          }}
        />
      </label>
      <Button type="submit" look="primary">
        {m.workbench_skip_do()}
      </Button>
    </form>
  );
}
