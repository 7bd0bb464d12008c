import { useRevalidator } from 'react-router';
import type { DeliberationViewBody } from '#src/selection/decision/schema.ts';
import { call } from '../../api.ts';
import { formatList } from '../../i18n/format.ts';
import { m } from '../../i18n/messages.ts';
import { PanelForm } from '../../review/panel-form.tsx';
import { ConfirmButton } from '../../ui/confirm-button.tsx';
import { Notice } from '../../ui/notice.tsx';

/** The panel: set up with its seed's hash, drawn once, then its members. */
export function PanelPart({ view }: { readonly view: DeliberationViewBody }) {
  const { panel, round } = view;
  const { revalidate } = useRevalidator();
  if (!panel)
    return round.state === 'deliberating' ? (
      <PanelForm of={{ subject: { kind: 'selection.round', id: round.id }, title: round.title }} />
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
