import { AppError } from '#src/kernel/errors.ts';
import { noticeErrors, workingDayAfter } from '#src/notice/index.ts';
import { presentDecision } from '#src/selection/decision/queries.ts';
import type { RoundRow } from '#src/selection/queries/round.ts';
import { applyAll, screenAll } from './apply.ts';
import { castOf, seeding, type Cast, type RoundDeps } from './cast.ts';
import {
  approveRound,
  deliberateRound,
  objectAndDismiss,
  publishSelected,
  seatPanel,
} from './decide.ts';
import { demoExperts, firstYear } from './experts.ts';
import { dateRound, passNotice, type Timetable } from './past.ts';
import { applicationsOf } from './plans.ts';
import { keepRegister } from './register.ts';
import { assignRound, reviewRound } from './review.ts';
import { announceRound, moveOn, passDeadline, roundTitled, type RoundPlan } from './stage-round.ts';

const shanghai = (at: Date): string =>
  new Date(at.getTime() + 8 * 3_600_000).toISOString().slice(0, 10);

/** The round of last year, the one that is deliberated, and the call that is open. */
function plansFor(today: string, back: (days: number) => string) {
  const past: RoundPlan = {
    year: 2025,
    title: { zh: '2025 年度行业高质量数据集评选（示例）', en: 'High-quality datasets 2025 (demo)' },
    ...{ capacity: 10, opensOn: '2025-03-03', closedOn: '2025-04-30' },
    applications: applicationsOf.past,
  };
  const opened = back(110);
  const present: RoundPlan = {
    year: 2026,
    title: { zh: '2026 年度行业高质量数据集评选（示例）', en: 'High-quality datasets 2026 (demo)' },
    ...{ capacity: 8, opensOn: opened < '2026-01-01' ? '2026-01-01' : opened, closedOn: back(45) },
    applications: applicationsOf.present,
  };
  const open: RoundPlan = {
    year: 2026,
    title: {
      zh: '2026 年度行业高质量数据集评选第二批（示例）',
      en: 'High-quality datasets 2026, second call (demo)',
    },
    ...{ capacity: 2, opensOn: back(2) < '2026-01-01' ? today : back(2) },
    applications: applicationsOf.open,
  };
  return { past, present, open };
}

/** Steps of last year's round, on working days. */
const lastYear: Timetable = {
  create: '2025-02-24 10:00+08',
  open: '2025-03-03 00:00+08',
  close: '2025-05-01 00:00+08',
  screen: '2025-05-08 09:30+08',
  review: '2025-05-14 14:00+08',
  deliberate: '2025-06-12 09:00+08',
  notice: '2025-06-16 10:00+08',
  publish: '2025-06-25 10:00+08',
};
const noticed = {
  openedAt: '2025-06-16 10:00+08',
  lastDay: '2025-06-23',
  endsAt: '2025-06-24 00:00+08',
};

/** Takes a round on to its deliberation, from wherever an interrupted run left it. */
async function deliberated(
  deps: RoundDeps,
  cast: Cast,
  plan: RoundPlan,
  today: string,
  heldOn: string,
): Promise<RoundRow> {
  const { en } = plan.title;
  const now = async () => (await roundTitled(deps, en)) as RoundRow;
  if (!(await roundTitled(deps, en))) await announceRound(deps, cast, plan, today, 2);
  const { id } = await now();
  if ((await now()).state === 'open') {
    await applyAll(deps, cast, id, plan.applications);
    await passDeadline(deps, id, plan.closedOn ?? today);
  }
  if ((await now()).state === 'closed') await moveOn(deps, cast, id, 'screen');
  if ((await now()).state === 'screening') {
    await screenAll(deps, cast, id);
    await moveOn(deps, cast, id, 'review');
  }
  if ((await now()).state === 'reviewing') {
    await assignRound(deps, cast, id);
    await reviewRound(deps, id);
    await moveOn(deps, cast, id, 'deliberate');
  }
  if ((await now()).state === 'deliberating') {
    await seatPanel(deps, cast, await now());
    await deliberateRound(deps, cast, id, heldOn);
  }
  return now();
}

/** Last year's round to its directory of ten, with one objection dismissed on the way. */
async function published(deps: RoundDeps, cast: Cast, plan: RoundPlan, today: string) {
  const round = await deliberated(deps, cast, plan, today, '2025-06-12');
  if (round.state === 'published') return;
  await approveRound(deps, cast, round.id);
  const decision = await deps.store.read(seeding, (db) => presentDecision(db as never, round.id));
  const notice = decision?.notice_id;
  if (!notice) throw new Error('the decision has no notice');
  await objectAndDismiss(deps, cast, notice);
  await passNotice(deps, notice, noticed);
  await publishSelected(deps, cast, round.id, notice);
  await dateRound(deps, round.id, lastYear, '2025-06-25');
}

/** False where the calendar does not know the days of the rounds yet. */
async function calendarReaches(deps: RoundDeps, today: string): Promise<boolean> {
  try {
    await deps.store.read(seeding, (db) => workingDayAfter(db as never, today, 15));
    return true;
  } catch (error) {
    if (error instanceof AppError && error.spec === noticeErrors.holidayYearMissing) return false;
    throw error;
  }
}

/**
 * Rounds of measure 8 for the demonstration: one that is over with its directory of ten, one with a decision
 * that waits for its approver, and a call that is open. They are made through the use cases of the features in
 * the names of the people of the demonstration, so that events, audit rows and hashes are real; only the passing
 * of time is made up. Safe to run again: an interrupted run is completed. Returns whether they are there.
 */
export async function prepareRounds(deps: RoundDeps): Promise<boolean> {
  const today = shanghai(deps.clock.now());
  if (!(await calendarReaches(deps, today))) return false;
  const back = (days: number) => shanghai(new Date(deps.clock.now().getTime() - days * 86_400_000));
  const cast = await castOf(deps);
  const { past, present, open } = plansFor(today, back);
  await keepRegister(deps, cast, firstYear, today);
  await published(deps, cast, past, today);
  await keepRegister(deps, cast, demoExperts, today);
  if ((await roundTitled(deps, present.title.en))?.state !== 'deliberating')
    await present2026(deps, cast, present, today, back);
  if (!(await roundTitled(deps, open.title.en))) await announceRound(deps, cast, open, today, 15);
  const round = await roundTitled(deps, open.title.en);
  if (round?.state === 'open') await applyAll(deps, cast, round.id, open.applications);
  return true;
}

async function present2026(
  deps: RoundDeps,
  cast: Cast,
  plan: RoundPlan,
  today: string,
  back: (days: number) => string,
): Promise<void> {
  const { id } = await deliberated(deps, cast, plan, today, back(3));
  await dateRound(deps, id, {
    create: `${back(112)} 10:00+08`,
    open: `${back(110)} 09:00+08`,
    close: `${back(44)} 00:00+08`,
    screen: `${back(43)} 09:30+08`,
    review: `${back(36)} 14:00+08`,
    deliberate: `${back(3)} 09:00+08`,
  });
}
