import { useLoaderData, type LoaderFunctionArgs } from 'react-router';
import type { BoardView } from '#src/review/boards/schema.ts';
import type { BoardPanel, PanelView } from '#src/review/panels/schema.ts';
import { load } from '../api.ts';
import { formatInstant, formatList } from '../i18n/format.ts';
import { m } from '../i18n/messages.ts';
import { useDecide } from '../operator/queue.tsx';
import { Badge } from '../ui/badge.tsx';
import { CodeBlock } from '../ui/code-block.tsx';
import { ConfirmButton } from '../ui/confirm-button.tsx';
import { Notice } from '../ui/notice.tsx';
import { Section } from '../ui/section.tsx';
import { BoardHead } from './board-head.tsx';
import { PanelForm } from './panel-form.tsx';
import { reviewApi } from './review-words.ts';

interface PanelData extends BoardPanel {
  readonly board: BoardView;
}

export async function loader({ params, context }: LoaderFunctionArgs): Promise<PanelData> {
  const at = reviewApi.board(params['board'] ?? '');
  const [board, found] = await Promise.all([
    load<BoardView>(context, at),
    load<BoardPanel>(context, `${at}/panel`),
  ]);
  return { board, ...found };
}

/** The panel that deliberates on what the board reviewed: set up, drawn by lot, quorate or not. */
export function Component() {
  const { board, panel, members } = useLoaderData<PanelData>();
  return (
    <div className="space-y-10 pb-16">
      <BoardHead board={board} />
      {panel === null ? (
        <Section title={m.review_panel_set_up()} hint={m.review_panel_hint()}>
          <PanelForm of={board} />
        </Section>
      ) : (
        <>
          <Terms panel={panel} />
          {panel.draw === null ? (
            <Draw panel={panel} boardId={board.id} />
          ) : (
            <Drawn panel={panel} draw={panel.draw} members={members} />
          )}
        </>
      )}
    </div>
  );
}

function Terms({ panel }: { readonly panel: PanelView }) {
  const facts = [
    [m.review_panel_size(), panel.size],
    [m.review_panel_quorum(), panel.quorum],
    [m.review_panel_term(), `${panel.term.from} – ${panel.term.to}`],
    [
      m.review_fields(),
      panel.fields.length === 0 ? m.review_panel_any_field() : formatList(panel.fields),
    ],
  ] as const;
  return (
    <dl className="card grid max-w-4xl grid-cols-2 gap-x-6 gap-y-4 p-5 sm:grid-cols-[auto_auto_1fr_1fr]">
      {facts.map(([name, value]) => (
        <div key={name}>
          <dt className="text-sm text-muted">{name}</dt>
          <dd className="tabular font-semibold">{value}</dd>
        </div>
      ))}
    </dl>
  );
}

function Draw({ panel, boardId }: { readonly panel: PanelView; readonly boardId: string }) {
  const decide = useDecide();
  return (
    <Section title={m.review_panel_draw()} hint={m.review_panel_draw_hint()}>
      <div className="max-w-4xl space-y-5">
        <Hash name={m.review_panel_commitment()} value={panel.commitment} />
        <ConfirmButton
          label={m.review_panel_draw()}
          look="primary"
          size="md"
          ask={m.review_panel_draw_ask({ size: panel.size })}
          act={() => decide(`${reviewApi.panels}/${panel.id}/draw`, { boardId })}
        />
      </div>
    </Section>
  );
}

function Drawn({
  panel,
  draw,
  members,
}: {
  readonly panel: PanelView;
  readonly draw: NonNullable<PanelView['draw']>;
  readonly members: BoardPanel['members'];
}) {
  const active = members.filter((one) => one.active).length;
  return (
    <>
      <Section
        title={m.review_panel_members()}
        hint={m.review_panel_drawn_at({ at: formatInstant(draw.at) })}
      >
        <Notice tone={active >= panel.quorum ? 'info' : 'bad'} className="mb-4 max-w-4xl">
          {active >= panel.quorum
            ? m.review_panel_quorate({ active, quorum: panel.quorum })
            : m.review_panel_not_quorate({ active, quorum: panel.quorum })}
        </Notice>
        <ol className="card grid max-w-4xl divide-y divide-line">
          {members.map((one, n) => (
            <li key={one.id} className="flex items-center gap-4 px-5 py-3">
              <span className="tabular w-6 text-right text-muted">{n + 1}</span>
              <span className="font-medium">{one.name}</span>
              {!one.active && <Badge tone="danger">{m.review_panel_not_active()}</Badge>}
            </li>
          ))}
        </ol>
      </Section>
      <Section title={m.review_panel_proof()} hint={m.review_panel_proof_hint()}>
        <div className="max-w-4xl space-y-5">
          <Hash name={m.review_panel_commitment()} value={panel.commitment} />
          <Hash name={m.review_panel_seed()} value={draw.seed} />
          <Hash
            name={m.review_panel_candidates({ count: draw.candidates.length })}
            value={draw.candidatesDigest}
          />
          <p>
            <a className="link" href={`/api/v1/review/panels/${panel.id}`}>
              {m.review_panel_record()}
            </a>
          </p>
        </div>
      </Section>
    </>
  );
}

function Hash({ name, value }: { readonly name: string; readonly value: string }) {
  return (
    <div>
      <h3 className="mb-1 text-sm text-muted">{name}</h3>
      <CodeBlock text={value} what={name} />
    </div>
  );
}
