import { useState } from 'react';
import { useRevalidator } from 'react-router';
import type { DeliberationViewBody } from '#src/selection/decision/schema.ts';
import { call } from '../../api.ts';
import { dayFromNow } from '../../i18n/format.ts';
import { m } from '../../i18n/messages.ts';
import { Badge } from '../../ui/badge.tsx';
import { Button } from '../../ui/button.tsx';
import { CheckField, TextArea, TextField } from '../../ui/field.tsx';
import { Notice } from '../../ui/notice.tsx';
import { useSubmit } from '../../ui/use-submit.ts';

/** Who was there, and what the panel said as a whole; the quorum follows from who was there. */
export function SittingForm({ view, open }: SittingFormProps) {
  const { round, sitting, panel } = view;
  const { revalidate } = useRevalidator();
  const submit = useSubmit();
  const [present, setPresent] = useState<readonly string[]>(sitting?.present ?? []);
  const [heldOn, setHeldOn] = useState(sitting?.heldOn ?? '');
  const [minutes, setMinutes] = useState(sitting?.minutes ?? '');
  const [checked, setChecked] = useState(false);
  if (!panel) return null;
  const counted = panel.members.filter((one) => present.includes(one.userId)).length;
  const send = (): void => {
    setChecked(true);
    if (minutes.trim() === '' || heldOn === '') return;
    void submit.run(async () => {
      await call('PUT', `/operator/selection/rounds/${round.id}/deliberation`, {
        revision: sitting?.revision ?? 0,
        heldOn,
        present,
        minutes: minutes.trim(),
      });
      await revalidate();
    });
  };
  return (
    <form
      noValidate
      className="card mt-4 space-y-5 p-5"
      onSubmit={(event) => {
        event.preventDefault();
        send();
      }}
    >
      <fieldset disabled={!open}>
        <legend className="mb-2 flex flex-wrap items-center gap-3 font-medium">
          {m.selection_present()}
          <Badge tone={counted >= panel.quorum ? 'accent' : 'amber'}>
            {m.selection_present_count({ n: counted, quorum: panel.quorum })}
          </Badge>
        </legend>
        <div className="flex flex-wrap gap-x-6 gap-y-2">
          {panel.members.map((member) => (
            <CheckField
              key={member.userId}
              label={member.name}
              checked={present.includes(member.userId)}
              onChange={(event) =>
                setPresent(
                  event.target.checked
                    ? [...present, member.userId]
                    : present.filter((id) => id !== member.userId),
                )
              }
            />
          ))}
        </div>
      </fieldset>
      <TextField
        label={m.selection_held_on()}
        type="date"
        className="w-48"
        readOnly={!open}
        value={heldOn}
        max={dayFromNow(0)}
        error={checked && heldOn === '' ? m.field_required() : submit.problem?.fieldError('heldOn')}
        onChange={(event) => setHeldOn(event.target.value)}
      />
      <TextArea
        label={m.selection_sitting_minutes()}
        readOnly={!open}
        value={minutes}
        maxLength={20_000}
        error={
          checked && minutes.trim() === ''
            ? m.field_required()
            : submit.problem?.fieldError('minutes')
        }
        onChange={(event) => setMinutes(event.target.value)}
      />
      {submit.message !== undefined && (
        <Notice tone="bad" live>
          {submit.message}
        </Notice>
      )}
      {sitting?.quorum === false && <Notice tone="warn">{m.selection_no_quorum()}</Notice>}
      {open && (
        <Button look={sitting ? 'plain' : 'primary'} type="submit" busy={submit.busy}>
          {sitting ? m.selection_sitting_correct() : m.selection_sitting_record()}
        </Button>
      )}
    </form>
  );
}

interface SittingFormProps {
  readonly view: DeliberationViewBody;
  readonly open: boolean;
}
