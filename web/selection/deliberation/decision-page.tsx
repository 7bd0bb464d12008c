import { Link, useLoaderData, useRevalidator, type LoaderFunctionArgs } from 'react-router';
import type { DecisionSheetBody, DecisionViewBody } from '#src/selection/decision/schema.ts';
import { Markdown } from '../../annotation/markdown.tsx';
import { call, load } from '../../api.ts';
import type { PageHandle } from '../../head.ts';
import { formatInstant, formatList } from '../../i18n/format.ts';
import { pick } from '../../i18n/language.ts';
import { m } from '../../i18n/messages.ts';
import { useRootData } from '../../shell/root-data.ts';
import { Badge } from '../../ui/badge.tsx';
import { ButtonLink } from '../../ui/button.tsx';
import { ConfirmButton } from '../../ui/confirm-button.tsx';
import { Empty, Notice } from '../../ui/notice.tsx';
import { Section } from '../../ui/section.tsx';
import { DecisionLines } from './decision-lines.tsx';
import { NoticeTextForm } from './notice-text-form.tsx';
import { RoundHeader } from './round-header.tsx';

export const loader = ({ params, context }: LoaderFunctionArgs): Promise<DecisionSheetBody> =>
  load(context, `/operator/selection/rounds/${params['id'] ?? ''}/decision`);

export const handle: PageHandle<DecisionSheetBody> = {
  head: ({ round }) => ({ title: pick(round.title.zh, round.title.en), noindex: true }),
};

const states: Readonly<Record<DecisionViewBody['state'], () => string>> = {
  proposed: m.selection_decision_proposed,
  approved: m.selection_decision_approved,
  effective: m.selection_decision_effective,
  superseded: m.selection_decision_superseded,
};

/** A decision as somebody else than its proposer looks at it before approving it. */
export function Component() {
  const sheet = useLoaderData<DecisionSheetBody>();
  const { decision, round, earlier, minutes } = sheet;
  const operates = useRootData()?.session?.staff.includes('operator') === true;
  return (
    <div className="max-w-5xl space-y-10 pb-16">
      <RoundHeader round={round} here={m.selection_decision()}>
        {operates && (
          <Link className="link" to={`/operator/selection/rounds/${round.id}/deliberation`}>
            {m.selection_deliberation()}
          </Link>
        )}
      </RoundHeader>
      {decision ? (
        <>
          <Standing sheet={sheet} decision={decision} />
          <Section title={m.selection_decision_list()} hint={m.selection_decision_list_hint()}>
            <DecisionLines decision={decision} minutes={minutes} />
          </Section>
          <Section title={m.selection_trace()} hint={<Hash decision={decision} />}>
            <ol className="list-decimal space-y-1.5 pl-6">
              {decision.trace.map((step, n) => (
                <li key={n}>{pick(step.text.zh, step.text.en)}</li>
              ))}
            </ol>
          </Section>
          <Sitting sheet={sheet} />
          <NoticeText sheet={sheet} decision={decision} />
        </>
      ) : (
        <Empty icon="file" title={m.selection_decision_none()}>
          {m.selection_decision_none_hint()}
        </Empty>
      )}
      {earlier.length > 0 && (
        <Section title={m.selection_decision_earlier()}>
          <ul className="card divide-y divide-line">
            {earlier.map((one) => (
              <li key={one.id} className="px-5 py-3">
                <details>
                  <summary className="cursor-pointer">
                    <span className="font-medium">
                      {m.selection_decision_number({ n: one.number })}
                    </span>{' '}
                    <span className="text-sm text-muted">
                      {m.selection_proposed_by({
                        name: one.proposedBy,
                        at: formatInstant(one.proposedAt),
                      })}
                    </span>
                    {one.supersedeReason !== undefined && (
                      <span className="block text-sm">{one.supersedeReason}</span>
                    )}
                  </summary>
                  <div className="mt-3">
                    <DecisionLines decision={one} minutes={[]} />
                  </div>
                </details>
              </li>
            ))}
          </ul>
        </Section>
      )}
    </div>
  );
}

const Hash = ({ decision }: { readonly decision: DecisionViewBody }) => (
  <span className="break-all">sha256 {decision.sha256}</span>
);

/** Who proposed and approved it, and what the reader may do about it. */
function Standing({ sheet, decision }: SheetPart) {
  const { revalidate } = useRevalidator();
  const at = `/approver/decisions/${decision.id}`;
  const { revision } = decision;
  const send = async (path: string, body: object): Promise<void> => {
    await call('POST', `${at}/${path}`, { revision, ...body });
    await revalidate();
  };
  const selected = decision.lines.filter((line) => line.outcome === 'selected').length;
  return (
    <div className="card space-y-4 p-5">
      <p className="flex flex-wrap items-center gap-3">
        <span className="font-medium">{m.selection_decision_number({ n: decision.number })}</span>
        <Badge tone={decision.state === 'proposed' ? 'amber' : 'accent'}>
          {states[decision.state]()}
        </Badge>
        <span className="tabular text-muted">
          {m.selection_decision_counts({ n: selected, of: decision.lines.length })}
        </span>
      </p>
      <ul className="tabular space-y-1 text-sm text-muted">
        <li>
          {m.selection_proposed_by({
            name: decision.proposedBy,
            at: formatInstant(decision.proposedAt),
          })}
        </li>
        {decision.approvedAt !== undefined && (
          <li>
            {m.selection_approved_by({
              name: decision.approvedBy ?? '',
              at: formatInstant(decision.approvedAt),
            })}
          </li>
        )}
        {decision.effectiveAt !== undefined && (
          <li>{m.selection_effective_at({ at: formatInstant(decision.effectiveAt) })}</li>
        )}
      </ul>
      {sheet.refusal && <Notice tone="warn">{pick(sheet.refusal.zh, sheet.refusal.en)}</Notice>}
      {sheet.mayApprove && (
        <div className="flex flex-wrap gap-3">
          <ConfirmButton
            label={m.selection_approve()}
            look="primary"
            size="md"
            ask={m.selection_approve_ask({ days: sheet.notice?.workingDays ?? 0 })}
            act={() => send('approve', {})}
          />
          <ConfirmButton
            label={m.selection_send_back()}
            size="md"
            ask={m.selection_send_back_ask()}
            reasonLabel={m.dataset_reason()}
            act={(reason) => send('return', { reason })}
          />
        </div>
      )}
      {decision.notice !== undefined && (
        <ButtonLink to={`/notices/${decision.notice}`}>{m.directory_notice()}</ButtonLink>
      )}
    </div>
  );
}

function Sitting({ sheet }: { readonly sheet: DecisionSheetBody }) {
  const { sitting, present, tieBreakers } = sheet;
  if (!sitting) return null;
  return (
    <Section
      title={m.selection_sitting_minutes()}
      hint={m.selection_sitting_of({ day: sitting.heldOn, names: formatList(present) })}
    >
      <p className="card p-5 whitespace-pre-line">{sitting.minutes}</p>
      <p className="mt-3 text-sm text-muted">
        {m.selection_tie_breakers()}:{' '}
        {tieBreakers.length === 0
          ? m.selection_tie_none()
          : formatList(tieBreakers.map((one) => pick(one.title.zh, one.title.en)))}
      </p>
    </Section>
  );
}

/** The notice that opens with the approval, as it will be read. */
function NoticeText({ sheet, decision }: SheetPart) {
  const { notice } = sheet;
  if (!notice) return null;
  return (
    <Section
      title={m.selection_notice_text()}
      hint={m.selection_notice_text_hint({ days: notice.workingDays })}
    >
      <article className="card p-5">
        <h3 className="text-lg">{pick(notice.title.zh, notice.title.en)}</h3>
        <div className="prose mt-2">
          <Markdown text={pick(notice.body.zh, notice.body.en)} />
        </div>
      </article>
      {sheet.mayWrite && (
        <NoticeTextForm key={decision.revision} decision={decision} notice={notice} />
      )}
    </Section>
  );
}

interface SheetPart {
  readonly sheet: DecisionSheetBody;
  readonly decision: DecisionViewBody;
}
