import { useState, type ReactNode } from 'react';
import { m } from '../i18n/messages.ts';
import { Button } from './button.tsx';
import { Dialog } from './dialog.tsx';
import { TextArea } from './field.tsx';
import { Notice } from './notice.tsx';
import { useSubmit } from './use-submit.ts';

interface ConfirmButtonProps {
  readonly label: string;
  /** What will happen, as a sentence. */
  readonly ask: ReactNode;
  /** Label of the reason that must be given; none is asked for without it. */
  readonly reasonLabel?: string;
  readonly reasonHint?: string;
  readonly reasonOptional?: boolean;
  readonly look?: 'plain' | 'danger' | 'primary' | 'quiet';
  readonly size?: 'sm' | 'md';
  readonly act: (reason: string) => Promise<void>;
}

/** A button that asks first, for what cannot simply be undone, and for decisions that need a reason. */
export function ConfirmButton({ label, look = 'plain', size = 'sm', ...rest }: ConfirmButtonProps) {
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button look={look} size={size} onClick={() => setOpen(true)}>
        {label}
      </Button>
      <Dialog open={open} onClose={() => setOpen(false)} title={label}>
        <ConfirmForm label={label} look={look} onClose={() => setOpen(false)} {...rest} />
      </Dialog>
    </>
  );
}

function ConfirmForm(props: Omit<ConfirmButtonProps, 'size'> & { readonly onClose: () => void }) {
  const submit = useSubmit();
  const [reason, setReason] = useState('');
  const [checked, setChecked] = useState(false);
  const needsReason = props.reasonLabel !== undefined && props.reasonOptional !== true;
  const missing = needsReason && reason.trim() === '';
  const send = (): void => {
    setChecked(true);
    if (missing) return;
    void submit.run(async () => {
      await props.act(reason.trim());
      props.onClose();
    });
  };
  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        send();
      }}
      className="space-y-5"
    >
      <div>{props.ask}</div>
      {props.reasonLabel !== undefined && (
        <TextArea
          label={props.reasonLabel}
          hint={props.reasonHint}
          value={reason}
          maxLength={2000}
          error={checked && missing ? m.field_required() : submit.problem?.fieldError('reason')}
          onChange={(event) => setReason(event.target.value)}
        />
      )}
      {submit.message !== undefined && (
        <Notice tone="bad" live>
          {submit.message}
        </Notice>
      )}
      <div className="flex justify-end gap-3">
        <Button onClick={props.onClose}>{m.cancel()}</Button>
        <Button
          look={props.look === 'danger' ? 'danger' : 'primary'}
          type="submit"
          busy={submit.busy}
        >
          {props.label}
        </Button>
      </div>
    </form>
  );
}
