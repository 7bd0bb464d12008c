import { useState } from 'react';
import { useRevalidator } from 'react-router';
import type { DeliberationViewBody } from '#src/selection/decision/schema.ts';
import { call } from '../../api.ts';
import { formatList } from '../../i18n/format.ts';
import { m } from '../../i18n/messages.ts';
import { Button } from '../../ui/button.tsx';
import { ConfirmButton } from '../../ui/confirm-button.tsx';
import { TextField } from '../../ui/field.tsx';
import { Notice } from '../../ui/notice.tsx';
import { useSubmit } from '../../ui/use-submit.ts';

/** A day of Asia/Shanghai so many days from now, YYYY-MM-DD. */
export const dayFromNow = (days: number): string =>
  new Date(Date.now() + (days * 24 + 8) * 3_600_000).toISOString().slice(0, 10);

/** The panel: set up with its seed's hash, drawn once, then its members. */
export function PanelPart({ view }: { readonly view: DeliberationViewBody }) {
  const { panel, round } = view;
  const { revalidate } = useRevalidator();
  if (!panel)
    return round.state === 'deliberating' ? (
      <SetUp view={view} />
    ) : (
      <p className="text-muted">{m.selection_panel_none()}</p>
    );
  if (panel.members.length === 0)
    return (
      <Notice title={m.selection_panel_ready()}>
        <p className="mb-3">{m.selection_panel_draw_hint()}</p>
        <ConfirmButton
          label={m.selection_panel_draw()}
          look="primary"
          ask={m.selection_panel_draw_ask()}
          act={async () => {
            await call('POST', `/operator/review/panels/${panel.id}/draw`, {
              ...(round.board === undefined ? {} : { boardId: round.board }),
            });
            await revalidate();
          }}
        />
      </Notice>
    );
  return (
    <p>
      {m.selection_panel_of({ size: panel.members.length, quorum: panel.quorum })}{' '}
      <span className="text-muted">{formatList(panel.members.map((one) => one.name))}</span>{' '}
      <a className="link text-sm" href={`/api/v1/review/panels/${panel.id}`}>
        {m.selection_panel_proof()}
      </a>
    </p>
  );
}

function SetUp({ view }: { readonly view: DeliberationViewBody }) {
  const { revalidate } = useRevalidator();
  const submit = useSubmit();
  const [size, setSize] = useState('5');
  const [quorum, setQuorum] = useState('3');
  const { round } = view;
  const send = (): void =>
    void submit.run(async () => {
      await call('POST', '/operator/review/panels', {
        subject: { kind: 'selection.round', id: round.id },
        title: { zh: `${round.title.zh}评议组`, en: `Panel of ${round.title.en}` },
        fields: [],
        size: Number(size),
        quorum: Number(quorum),
        term: { from: dayFromNow(0), to: dayFromNow(90) },
      });
      await revalidate();
    });
  const number = (label: string, value: string, set: (text: string) => void, field: string) => (
    <TextField
      label={label}
      type="number"
      min={1}
      max={100}
      value={value}
      error={submit.problem?.fieldError(field)}
      onChange={(event) => set(event.target.value)}
      className="w-32"
    />
  );
  return (
    <form
      noValidate
      className="card space-y-4 p-5"
      onSubmit={(event) => {
        event.preventDefault();
        send();
      }}
    >
      <p className="text-muted">{m.selection_panel_setup_hint()}</p>
      <div className="flex flex-wrap items-end gap-4">
        {number(m.selection_panel_size(), size, setSize, 'size')}
        {number(m.selection_panel_quorum(), quorum, setQuorum, 'quorum')}
        <Button look="primary" type="submit" busy={submit.busy}>
          {m.selection_panel_setup()}
        </Button>
      </div>
      {submit.message !== undefined && (
        <Notice tone="bad" live>
          {submit.message}
        </Notice>
      )}
    </form>
  );
}
