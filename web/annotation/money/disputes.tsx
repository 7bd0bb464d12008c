import type { ReactNode } from 'react';
import { useRevalidator } from 'react-router';
import type { DisputeViewBody, StatementViewBody } from '#src/annotation/settlement/schema.ts';
import { call } from '../../api.ts';
import { formatInstant } from '../../i18n/format.ts';
import { m } from '../../i18n/messages.ts';
import { Badge } from '../../ui/badge.tsx';
import { ConfirmButton } from '../../ui/confirm-button.tsx';
import { moneyOf } from '../packages/money.ts';
import { AmountButton } from './amount-button.tsx';

type Settlement = StatementViewBody['settlements'][number];

const states = {
  open: { name: m.dispute_open, tone: 'amber' },
  answered: { name: m.dispute_answered, tone: 'amber' },
  resolved: { name: m.dispute_resolved, tone: 'accent' },
  withdrawn: { name: m.dispute_withdrawn, tone: 'neutral' },
} as const;

/** Disputes about one settlement, and what the reader's side may do about them. */
export function Disputes({ of, side }: DisputesProps) {
  const { revalidate } = useRevalidator();
  const send = async (path: string, body?: unknown): Promise<void> => {
    await call('POST', path, body);
    await revalidate();
  };
  const running = of.disputes.some((one) => one.state === 'open' || one.state === 'answered');
  return (
    <div className="mt-3 space-y-3">
      {of.disputes.map((one) => (
        <DisputeCard key={one.id} of={one}>
          {side !== undefined && <Steps of={one} side={side} send={send} />}
        </DisputeCard>
      ))}
      {side !== undefined && !running && (
        <AmountButton
          label={m.dispute_start()}
          ask={m.dispute_start_ask()}
          amountLabel={m.dispute_claim()}
          reasonLabel={m.dataset_reason()}
          act={(claim, reason) =>
            send(`/annotation/settlements/${of.id}/disputes`, { claim, reason })
          }
        />
      )}
    </div>
  );
}

interface DisputesProps {
  readonly of: Settlement;
  readonly side: 'demand' | 'vendor' | undefined;
}

interface DisputeCardProps {
  readonly of: DisputeViewBody;
  readonly children?: ReactNode;
}

/** What was claimed, answered and decided. */
export function DisputeCard({ of, children }: DisputeCardProps) {
  const state = states[of.state];
  return (
    <div className="card p-4">
      <p className="flex flex-wrap items-center gap-x-3 gap-y-1">
        <strong>{of.openedFor === 'vendor' ? m.dispute_by_vendor() : m.dispute_by_demand()}</strong>
        <Badge tone={state.tone}>{state.name()}</Badge>
        <span className="tabular text-sm text-faint">{formatInstant(of.openedAt)}</span>
      </p>
      <dl className="mt-2 space-y-2 text-sm">
        <Said name={m.dispute_claim()} amount={of.claim} words={of.reason} />
        {of.offer !== undefined && (
          <Said name={m.dispute_offer()} amount={of.offer} words={of.answer ?? ''} />
        )}
        {of.adjustment !== undefined && (
          <Said name={m.dispute_adjustment()} amount={of.adjustment} words={of.decision ?? ''} />
        )}
      </dl>
      {children}
    </div>
  );
}

interface SaidProps {
  readonly name: string;
  readonly amount: string;
  readonly words: string;
}

const Said = ({ name, amount, words }: SaidProps) => (
  <div>
    <dt className="text-muted">{name}</dt>
    <dd>
      <span className="tabular font-medium">{moneyOf(amount)}</span>
      {words !== '' && <span className="block whitespace-pre-line">{words}</span>}
    </dd>
  </div>
);

interface StepsProps {
  readonly of: DisputeViewBody;
  readonly side: 'demand' | 'vendor';
  readonly send: (path: string, body?: unknown) => Promise<void>;
}

/** The opener accepts or withdraws; the other side answers, and may better its offer. */
function Steps({ of, side, send }: StepsProps) {
  if (of.state !== 'open' && of.state !== 'answered') return null;
  const at = `/annotation/disputes/${of.id}`;
  return (
    <div className="mt-3 flex flex-wrap gap-2">
      {side !== of.openedFor && (
        <AmountButton
          label={of.state === 'open' ? m.dispute_answer() : m.dispute_answer_again()}
          ask={m.dispute_answer_ask()}
          amountLabel={m.dispute_offer()}
          reasonLabel={m.dispute_answer_words()}
          zeroAllowed
          act={(offer, answer) => send(`${at}/answer`, { offer, answer })}
        />
      )}
      {side === of.openedFor && of.state === 'answered' && (
        <ConfirmButton
          label={m.dispute_accept()}
          look="primary"
          ask={m.dispute_accept_ask({ amount: moneyOf(of.offer ?? '0') })}
          act={() => send(`${at}/accept`)}
        />
      )}
      {side === of.openedFor && (
        <ConfirmButton
          label={m.dispute_withdraw()}
          ask={m.dispute_withdraw_ask()}
          act={() => send(`${at}/withdraw`)}
        />
      )}
    </div>
  );
}
