import { useState } from 'react';
import { useRevalidator } from 'react-router';
import type { DeliberationViewBody } from '#src/selection/decision/schema.ts';
import { call } from '../../api.ts';
import { m } from '../../i18n/messages.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { TextArea } from '../../ui/field.tsx';
import { Notice } from '../../ui/notice.tsx';
import { useSubmit } from '../../ui/use-submit.ts';

/** What was said of one application, and why it is not selected should it not be. */
export function MinutesDialog({ item, open, onClose }: MinutesDialogProps) {
  const { revalidate } = useRevalidator();
  const submit = useSubmit();
  const [text, setText] = useState(item.minutes?.text ?? '');
  const [reason, setReason] = useState(item.minutes?.reason ?? '');
  const [checked, setChecked] = useState(false);
  const send = (): void => {
    setChecked(true);
    if (text.trim() === '') return;
    void submit.run(async () => {
      await call('PUT', `/operator/selection/applications/${item.application}/minutes`, {
        revision: item.minutes?.revision ?? 0,
        minutes: text.trim(),
        ...(reason.trim() === '' ? {} : { reason: reason.trim() }),
      });
      await revalidate();
      onClose();
    });
  };
  return (
    <Dialog open onClose={onClose} title={m.selection_minutes()}>
      <form
        noValidate
        className="space-y-5"
        onSubmit={(event) => {
          event.preventDefault();
          send();
        }}
      >
        <p className="font-medium">
          {item.title} <span className="tabular font-normal text-muted">{item.number}</span>
        </p>
        <TextArea
          label={m.selection_minutes_text()}
          readOnly={!open}
          value={text}
          maxLength={4000}
          error={
            checked && text.trim() === ''
              ? m.field_required()
              : submit.problem?.fieldError('minutes')
          }
          onChange={(event) => setText(event.target.value)}
        />
        <TextArea
          label={m.selection_reason_not()}
          hint={m.selection_reason_not_hint()}
          readOnly={!open}
          value={reason}
          maxLength={2000}
          error={submit.problem?.fieldError('reason')}
          onChange={(event) => setReason(event.target.value)}
        />
        {submit.message !== undefined && (
          <Notice tone="bad" live>
            {submit.message}
          </Notice>
        )}
        <div className="flex justify-end gap-3">
          <Button onClick={onClose}>{open ? m.cancel() : m.close()}</Button>
          {open && (
            <Button look="primary" type="submit" busy={submit.busy}>
              {m.selection_minutes_save()}
            </Button>
          )}
        </div>
      </form>
    </Dialog>
  );
}

interface MinutesDialogProps {
  readonly item: DeliberationViewBody['items'][number];
  readonly open: boolean;
  readonly onClose: () => void;
}
