import { usccCheckCharacter } from '#src/identity/index.ts';
import {
  addAffiliation,
  addRelation,
  addTie,
  inviteExpert,
  moveExpert,
} from '#src/review/experts/keep-register.ts';
import { expertOfUser, lockExpert } from '#src/review/experts/queries.ts';
import { mayDecide } from '#src/review/policy.ts';
import { acting, expertActor, seeding, type Cast, type RoundDeps } from './cast.ts';
import { holding, partyOf, type DemoExpert } from './experts.ts';

const code = (uscc17: string): string => uscc17 + (usccCheckCharacter(uscc17) ?? '');

const yearsBefore = (day: string, years: number): string =>
  `${Number(day.slice(0, 4)) - years}${day.slice(4)}`.replace('-02-29', '-02-28');

/** One expert: invited, registered with what ties them, and approved. */
async function register(deps: RoundDeps, cast: Cast, expert: DemoExpert, today: string) {
  const actor = await expertActor(deps, expert.email);
  const there = await deps.store.read(seeding, (db) => expertOfUser(db as never, actor.userId));
  if (there?.state === 'active') return;
  const { operator } = cast;
  if (!there)
    await acting(deps, operator, (trx, audit) =>
      inviteExpert(trx, audit, operator.userId, {
        email: expert.email as never,
        fields: [...expert.fields],
        loadLimit: 8,
        term: { from: '2025-01-01', to: yearsBefore(today, -3) },
      }),
    );
  if (there?.state !== 'registered')
    await acting(deps, actor, async (trx, audit) => {
      const row = await lockExpert(trx, { userId: actor.userId });
      if (!row) return;
      const { stay, relation } = expert;
      if (stay)
        await addAffiliation(trx, audit, row, {
          ...partyOf(stay.org, code),
          from: stay.from,
          ...(stay.yearsAgo === undefined ? {} : { to: yearsBefore(today, stay.yearsAgo) }),
        });
      if (relation)
        await addRelation(trx, audit, row, {
          ...{ kind: relation.kind, nature: relation.nature },
          ...(relation.kind === 'person' ? { name: relation.name } : partyOf(relation.name, code)),
        });
      await moveExpert(trx, audit, row, 'accept', { revision: row.revision });
    });
  await acting(deps, operator, async (trx, audit) => {
    const row = mayDecide(operator, await lockExpert(trx, { userId: actor.userId }));
    const { revision } = row;
    await moveExpert(trx, audit, row, 'approve', { revision, decidedBy: operator.userId });
  });
}

/** The register with its ties, and the organisations that belong together. */
export async function keepRegister(
  deps: RoundDeps,
  cast: Cast,
  experts: readonly DemoExpert[],
  today: string,
): Promise<void> {
  const ties = await deps.store.read(seeding, (db) =>
    db.selectFrom('review.organisation_tie').select('id').execute(),
  );
  if (ties.length === 0)
    await acting(deps, cast.operator, (trx, audit) =>
      addTie(trx, audit, {
        a: { name: holding },
        b: partyOf('zhongbiao-annotation', code),
        ...{ nature: 'parent', note: '示例 / demonstration', from: '2020-01-01' },
      }),
    );
  for (const expert of experts) await register(deps, cast, expert, today);
}
