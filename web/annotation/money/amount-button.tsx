import { useState, type FormEvent } from 'react';
import { m } from '../../i18n/messages.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { TextArea, TextField } from '../../ui/field.tsx';
import { Notice } from '../../ui/notice.tsx';
import { useSubmit } from '../../ui/use-submit.ts';
import { signedFenOf } from '../packages/money.ts';

interface AmountButtonProps {
  readonly label: string;
  readonly ask: string;
  readonly amountLabel: string;
  readonly reasonLabel: string;
  readonly zeroAllowed?: boolean;
  readonly look?: 'plain' | 'primary';
  /** The amount in fen, with sign. */
  readonly act: (fen: string, words: string) => Promise<void>;
}

/** A button that asks for an amount in yuan and for words. */
export function AmountButton(props: AmountButtonProps) {
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button size="sm" look={props.look ?? 'plain'} onClick={() => setOpen(true)}>
        {props.label}
      </Button>
      <Dialog open={open} onClose={() => setOpen(false)} title={props.label}>
        <AmountForm {...props} onClose={() => setOpen(false)} />
      </Dialog>
    </>
  );
}

function AmountForm(props: AmountButtonProps & { readonly onClose: () => void }) {
  const submit = useSubmit();
  const [yuan, setYuan] = useState('');
  const [words, setWords] = useState('');
  const [checked, setChecked] = useState(false);
  const fen = signedFenOf(yuan);
  const wrong = fen === undefined || (fen === '0' && props.zeroAllowed !== true);
  const missing = words.trim() === '';
  const send = (event: FormEvent): void => {
    event.preventDefault();
    setChecked(true);
    if (wrong || missing) return;
    void submit.run(async () => {
      await props.act(fen, words.trim());
      props.onClose();
    });
  };
  return (
    <form noValidate onSubmit={send} className="space-y-5">
      <p>{props.ask}</p>
      <TextField
        label={props.amountLabel}
        hint={m.dispute_amount_hint()}
        inputMode="decimal"
        value={yuan}
        error={checked && wrong ? m.annotation_terms_wrong() : undefined}
        onChange={(event) => setYuan(event.target.value)}
      />
      <TextArea
        label={props.reasonLabel}
        maxLength={2000}
        value={words}
        error={checked && missing ? m.field_required() : undefined}
        onChange={(event) => setWords(event.target.value)}
      />
      {submit.message !== undefined && (
        <Notice tone="bad" live>
          {submit.message}
        </Notice>
      )}
      <div className="flex justify-end gap-3">
        <Button onClick={props.onClose}>{m.cancel()}</Button>
        <Button look="primary" type="submit" busy={submit.busy}>
          {props.label}
        </Button>
      </div>
    </form>
  );
}
