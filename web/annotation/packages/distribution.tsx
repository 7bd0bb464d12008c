import { m } from '../../i18n/messages.ts';
import { formatInstant } from '../../i18n/format.ts';
import { Notice } from '../../ui/notice.tsx';
import { Section } from '../../ui/section.tsx';
import { AwardForm } from './award-form.tsx';
import { Invitations } from './invitations.tsx';
import type { PackageData } from './package-page.tsx';

/** How the demand side brings an open package to vendors: invitations, bids, awards. */
export function Distribution(data: PackageData) {
  const { of } = data;
  if (of.mode === 'own_team' || of.mode === 'open_claim') return null;
  const sealed = of.mode === 'sealed_bids';
  const open = sealed && of.bidDeadline !== null && Date.parse(of.bidDeadline) > Date.now();
  return (
    <>
      <Invitations {...data} />
      <Section
        title={sealed ? m.annotation_bids() : m.annotation_award_shares()}
        hint={
          of.mode === 'blind_overlap'
            ? m.annotation_award_blind()
            : m.annotation_award_shares_hint()
        }
      >
        {open && (
          <Notice tone="info">
            {m.annotation_bids_sealed({ when: formatInstant(of.bidDeadline ?? '') })}
          </Notice>
        )}
        {sealed && !open && data.bids.length === 0 && (
          <Notice tone="info">{m.annotation_bids_none()}</Notice>
        )}
        {!open && (!sealed || data.bids.length > 0) && <AwardForm {...data} />}
      </Section>
    </>
  );
}
