import type { Transaction } from 'kysely';
import type { Audit } from '#src/audit/index.ts';
import type { Authorized } from '#src/kernel/authorized.ts';
import { transition } from '#src/kernel/transition.ts';
import { organisationStates, writeOrganisation } from './change-organisation.ts';
import type { HubTables, IdentityDeps } from './deps.ts';
import { listMembers } from './queries/member.ts';
import type { OrganisationRow } from './queries/organisation.ts';
import { orderMail } from './send-mail.ts';

export interface Decision {
  readonly command: 'approve' | 'refuse' | 'suspend';
  readonly revision: number;
  /** Required to refuse or suspend. */
  readonly reason?: string;
}

const said = { approve: 'approved', refuse: 'refused', suspend: 'suspended' } as const;

/** An operator decides; the owners are told by mail in their language. */
export async function decideOrganisation(
  deps: Pick<IdentityDeps, 'jobs' | 'config' | 'clock'>,
  trx: Transaction<HubTables>,
  audit: Audit,
  before: Authorized<OrganisationRow, 'decide'>,
  { command, revision, reason }: Decision,
): Promise<OrganisationRow> {
  const status = transition(organisationStates, before.status, command);
  const after = await writeOrganisation(trx, audit, before, `${command}-organisation`, revision, {
    status,
    status_reason: reason ?? null,
    decided_at: deps.clock.now(),
  });
  for (const member of await listMembers(trx, after.id)) {
    if (member.role !== 'owner') continue;
    const { language, email } = member;
    await orderMail(deps.jobs, trx, {
      kind: 'organisation-decided',
      to: email,
      language,
      values: {
        organisation: language === 'en' ? after.name_en : after.name_zh,
        decision: said[command],
        url: `${deps.config.publicUrl}/account`,
        ...(reason === undefined ? {} : { reason }),
      },
    });
  }
  return after;
}
