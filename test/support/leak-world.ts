import { deliberatedRound, type DeliberationWorld } from './deliberation-world.ts';
import { furnishCalendar } from './calendar.ts';
import { selectedRound } from './directory-world.ts';
import { asOwner, openedNotice } from './notices.ts';
import { organisation, password, person } from './people.ts';
import { registered, type Expert } from './review.ts';
import { declared, ok, ops, ReviewStage, type Given } from './review-stage.ts';
import type { Fillers } from './leak-prober.ts';
import {
  applicant,
  filledDraft,
  openRound,
  submitted,
  type Applicant,
  type OpenedRound,
  type Person,
} from './selection.ts';
import { Visitor } from './visitor.ts';

export type Role =
  | 'anonymous'
  | 'applicant'
  | 'joint'
  | 'rival'
  | 'outsider'
  | 'reviewer'
  | 'peer'
  | 'tiedExpert'
  | 'freeExpert'
  | 'operator'
  | 'tiedOperator'
  | 'approver'
  | 'auditor';

export interface LeakWorld {
  readonly stage: ReviewStage;
  readonly who: Readonly<Record<Role, Visitor>>;
  readonly ids: Readonly<Record<Role, string>>;
  readonly open: OpenedRound;
  readonly rival: Applicant;
  readonly sent: { readonly id: string };
  readonly draft: { readonly id: string; readonly revision: number };
  readonly deliberated: DeliberationWorld;
  readonly panelists: readonly Expert[];
  readonly board: { readonly id: string; readonly itemIds: readonly string[] };
  /** Two reviews of the first item: of `reviewer`, and of `peer`, who has declared and not reviewed. */
  readonly mine: Given;
  readonly theirs: Given;
  readonly notice: string;
  readonly objection: string;
  readonly fillers: Fillers;
}

/** A hub in mid-year with everybody who must not learn what is not theirs to know. */
export async function leakWorld(): Promise<LeakWorld> {
  const stage = await ReviewStage.open();
  const { hub, operator } = stage;
  await furnishCalendar(hub);
  const lead = { ...stage.org, slug: 'applicant' };
  const owner = await new Visitor(hub).signIn('owner@example.cn', password);
  const joint = await person(hub, 'joint');
  const partner = await organisation(hub, 'partner', joint.email);
  const rival = await applicant(hub, 'rival');
  const outsider = await person(hub, 'outsider');
  const other = await organisation(hub, 'outside', outsider.email);
  const staff = {
    tiedOperator: await person(hub, 'tied', { staffRole: 'operator' }),
    approver: await person(hub, 'approver', { staffRole: 'approver' }),
    auditor: await person(hub, 'auditor', { staffRole: 'auditor' }),
  };
  const tiedExpert = await registered(hub, 'tied-expert');
  const freeExpert = await registered(hub, 'free-expert', { fields: ['health'] });
  await asOwner(hub, async (client) => {
    for (const who of [staff.tiedOperator, tiedExpert])
      await client.query(
        "insert into identity.member (org_id, user_id, role) values ($1, $2, 'member')",
        [lead.orgId, who.userId],
      );
  });
  const open = await openRound(hub, operator);
  const known = await applicant(hub, 'known');
  const sent = await submitted(known, open.id);
  const draft = await filledDraft(rival, open.id);

  const board = await stage.board({ blind: 'double', reviewsPerItem: 2, places: 1 }, [
    ['hidden', [lead.orgId]],
    ['seen', [other.orgId]],
  ]);
  ok(await stage.assign(board.id));
  const { items } = ok(await operator.get(`${ops}/boards/${board.id}`));
  const ofHidden = items.find((i: { id: string }) => i.id === board.itemIds[0]);
  const [mine, theirs] = ofHidden.reviews.map((r: { id: string; expert: { id: string } }) => ({
    id: r.id,
    who: stage.experts.find((e) => e.expertId === r.expert.id),
  })) as [Given, Given];
  await declared(theirs);

  const panelists = [await registered(hub, 'panel1'), await registered(hub, 'panel2')];
  const deliberated = await deliberatedRound(hub, 2026, panelists, [
    { org: lead, scores: [90, 80] },
    { org: rival, scores: [70, 60] },
    { org: other, scores: [50, 40] },
  ]);
  await asOwner(hub, (client) =>
    client.query(
      `insert into selection.application_org (application_id, org_id, lead_org_id, state)
       values ($1, $2, $3, 'confirmed')`,
      [deliberated.applications[0], partner.orgId, lead.orgId],
    ),
  );
  const at = `/api/v1/operator/selection/rounds/${deliberated.id}/deliberation`;
  const drawn = ok(await operator.get(at));
  const sitting = { revision: 0, heldOn: '2026-11-20', minutes: '评议记录' };
  ok(
    await operator.send('PUT', `/api/v1/operator/selection/rounds/${deliberated.id}/deliberation`, {
      ...sitting,
      present: drawn.panel.members.map((m: { userId: string }) => m.userId),
    }),
  );
  const listed = await selectedRound(hub, 2025, other, 1);
  ok(await operator.post(`/api/v1/operator/selection/rounds/${listed.id}/publication`, {}));
  const { body: directory } = await outsider.get('/api/v1/selection/directory?year=2025');
  const [entry] = directory.items;
  const notice = await openedNotice(operator);
  const citizen = await person(hub, 'citizen');
  const objection = ok(
    await citizen.post(`/api/v1/notices/${notice.id}/objections`, { statement: '数据来源不明' }),
    201,
  );
  const people = {
    ...{ applicant: owner, joint, rival, outsider, operator, ...staff },
    ...{ reviewer: mine.who, peer: theirs.who, tiedExpert, freeExpert },
  };
  const ids = (list: readonly string[]) => list.map((id) => ({ id }));
  const entryIds = [{ id: entry.id as string }];
  return {
    ...{ stage, open, rival, sent, draft, deliberated, panelists, board, mine, theirs },
    who: { anonymous: new Visitor(hub), ...people },
    ids: Object.fromEntries(
      Object.entries(people).map(([role, p]) => [role, (p as Person).userId ?? '']),
    ) as Record<Role, string>,
    notice: notice.id,
    objection: objection.id,
    fillers: [
      [/datasets\/\{org\}\/\{name\}/, [{ org: 'known', name: 'data', semver: '1.0.0' }]],
      [/organisations\/\{slug\}/, [{ slug: 'applicant' }]],
      [/registers\/\{register\}/, [{ register: 'high-quality-dataset' }]],
      [/calendar/, [{ year: '2026' }]],
      [/notices\/\{id\}/, [{ id: notice.id, version: '1' }]],
      [/objections\/\{id\}/, [{ id: objection.id, file: notice.id }]],
      [/review\/assignments/, ids([mine.id, theirs.id])],
      [/review\/experts/, ids([mine.who.expertId, theirs.who.expertId, tiedExpert.expertId])],
      [/review\/boards/, ids([board.id])],
      [/review\/items/, ids(board.itemIds)],
      [/review\/panels/, ids([deliberated.panel])],
      [/programmes/, [{ programme: 'M8' }]],
      [/selection\/rounds/, ids([open.id, deliberated.id])],
      [
        /selection\/applications/,
        [sent.id, draft.id, ...deliberated.applications].map((id) => ({
          ...{ id, version: '1', file: id },
        })),
      ],
      [/approver\/decisions/, ids([notice.id])],
      [/directory\/entries/, entryIds],
      [/certificates/, [{ number: entry.certificate }]],
    ],
  };
}
