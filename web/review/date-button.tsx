import { useState, type ReactNode } from 'react';
import { m } from '../i18n/messages.ts';
import { Button } from '../ui/button.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { TextField } from '../ui/field.tsx';
import { Notice } from '../ui/notice.tsx';
import { useSubmit } from '../ui/use-submit.ts';

interface DateButtonProps {
  readonly label: string;
  /** What will happen, as a sentence. */
  readonly ask: ReactNode;
  readonly dateLabel: string;
  readonly dateHint?: string;
  /** A day, or a day with its time. */
  readonly type: 'date' | 'datetime-local';
  /** What the field holds at first. */
  readonly start?: string;
  readonly min?: string;
  readonly look?: 'plain' | 'quiet';
  readonly act: (value: string) => Promise<void>;
}

/** A button that asks for a day or a time before it acts. */
export function DateButton({ label, look = 'plain', ...rest }: DateButtonProps) {
  const [open, setOpen] = useState(false);
  const close = () => setOpen(false);
  return (
    <>
      <Button look={look} size="sm" onClick={() => setOpen(true)}>
        {label}
      </Button>
      <Dialog open={open} onClose={close} title={label}>
        <DateForm label={label} close={close} {...rest} />
      </Dialog>
    </>
  );
}

function DateForm(of: DateButtonProps & { readonly close: () => void }) {
  const submit = useSubmit();
  const [value, setValue] = useState(of.start ?? '');
  return (
    <form
      className="space-y-5"
      onSubmit={(event) => {
        event.preventDefault();
        void submit.run(async () => {
          await of.act(value);
          of.close();
        });
      }}
    >
      <div>{of.ask}</div>
      <TextField
        label={of.dateLabel}
        hint={of.dateHint}
        type={of.type}
        required
        min={of.min}
        value={value}
        onChange={(event) => setValue(event.target.value)}
      />
      {submit.message !== undefined && (
        <Notice tone="bad" live>
          {submit.message}
        </Notice>
      )}
      <div className="flex justify-end gap-3">
        <Button onClick={of.close}>{m.cancel()}</Button>
        <Button look="primary" type="submit" busy={submit.busy}>
          {of.label}
        </Button>
      </div>
    </form>
  );
}
