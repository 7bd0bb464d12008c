import type { ReactNode } from 'react';
import { Link } from 'react-router';
import type { RoundSummaryBody } from '#src/selection/schema.ts';
import { pick } from '../../i18n/language.ts';
import { m } from '../../i18n/messages.ts';
import { useRootData } from '../../shell/root-data.ts';
import { Badge } from '../../ui/badge.tsx';
import { roundStateLabel } from '../labels.ts';

/** Which round a page of its second half is about, with the way back. */
export function RoundHeader({ round, here, children }: RoundHeaderProps) {
  const operates = useRootData()?.session?.staff.includes('operator') === true;
  return (
    <header>
      <p className="flex flex-wrap items-center gap-x-4 gap-y-1 text-sm text-muted">
        <Badge>{roundStateLabel(round.state as RoundSummaryBody['state'])}</Badge>
        {operates ? (
          <Link className="link" to={`/operator/selection/rounds/${round.id}`}>
            {m.selection_to_round()}
          </Link>
        ) : (
          <Link className="link" to={`/selection/rounds/${round.id}`}>
            {m.selection_public_page()}
          </Link>
        )}
        {children}
      </p>
      <h2 className="mt-1 text-xl">
        {here} <span className="font-normal text-muted">·</span>{' '}
        <span className="font-normal">{pick(round.title.zh, round.title.en)}</span>
      </h2>
    </header>
  );
}

interface RoundHeaderProps {
  readonly round: {
    readonly id: string;
    readonly state: string;
    readonly title: { readonly zh: string; readonly en: string };
  };
  readonly here: string;
  readonly children?: ReactNode;
}
