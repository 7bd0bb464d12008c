import { membershipOf, type Actor } from '#src/kernel/actor.ts';
import { AppError, errors } from '#src/kernel/errors.ts';
import type { Db } from '../deps.ts';
import { readsAsOfficer } from '../policy.ts';
import { applicationEvents } from '../queries/event.ts';
import type { ApplicationRow } from '../queries/application.ts';
import { nomination, type NominationRow } from '../queries/nomination.ts';
import { filesOf, jointOrgs, versionsOf, type JointRow } from '../queries/parts.ts';
import { roundById } from '../queries/round.ts';
import { ruleSetById } from '../queries/rule-set.ts';
import { eventView } from '../rounds/view.ts';
import type { ApplicationSummaryBody, ApplicationViewBody } from '../schema.ts';
import type { Answers, Snapshot } from '../shapes.ts';
import { shownState } from '../transitions.ts';
import { applicationProblems } from './problems.ts';

/** The revision as its organisations count it, without the steps of the deliberation. */
export const ownRevision = (row: Pick<ApplicationRow, 'revision' | 'hidden_steps'>): number =>
  row.revision - row.hidden_steps;

/** One line of an application; an organisation reads of the deliberation only what is public. */
export function applicationSummary(
  row: ApplicationRow,
  asOfficer: boolean,
): ApplicationSummaryBody {
  const state = asOfficer ? row.state : shownState(row.state, row.round_state);
  const told = state === row.state;
  return {
    id: row.id,
    ...(row.number === null ? {} : { number: row.number }),
    round: {
      id: row.round_id,
      title: { zh: row.round_zh, en: row.round_en },
      year: row.year,
      state: row.round_state,
      closesAt: row.closes_at.toISOString(),
    },
    lead: { slug: row.lead_slug, name: { zh: row.lead_zh, en: row.lead_en } },
    title: row.title,
    state,
    ...(told && row.state_reason !== null ? { reason: row.state_reason } : {}),
    ...(row.returned_due === null ? {} : { due: row.returned_due.toISOString() }),
    ...(row.submitted_at === null ? {} : { submittedAt: row.submitted_at.toISOString() }),
    revision: asOfficer ? row.revision : ownRevision(row),
  };
}

type Change = NonNullable<ApplicationViewBody['changed']>[number];

/** What became of a nominated version since it was submitted; the snapshot stays. */
export function changesSince(snapshot: Snapshot | null, now: NominationRow | undefined): Change[] {
  if (!snapshot?.dataset) return [];
  if (!now || now.state === 'withdrawn') return ['dataset-gone'];
  const found: Change[] = [];
  if (now.state === 'suspended') found.push('dataset-suspended');
  if (now.version_state === 'withdrawn' || now.digest !== snapshot.dataset.manifestDigest)
    found.push('version-withdrawn');
  if (now.latest_version_id !== null && now.latest_version_id !== now.version_id)
    found.push('newer-version');
  if (now.card_changed) found.push('card-changed');
  return found;
}

function abilities(
  actor: Actor,
  row: ApplicationRow,
  joint: readonly JointRow[],
  officer: boolean,
) {
  const leads = (orgId: string) => {
    const role = membershipOf(actor, orgId)?.role;
    return role === 'owner' || role === 'manager';
  };
  return [
    ...(leads(row.lead_org_id) ? (['edit'] as const) : []),
    ...(joint.some((j) => leads(j.org_id)) ? (['answer'] as const) : []),
    ...(officer ? (['decide'] as const) : []),
  ];
}

const copied = (answers: Answers): ApplicationViewBody['answers'] =>
  Object.fromEntries(
    Object.entries(answers).map(([name, value]) => [
      name,
      typeof value === 'object' ? [...value] : value,
    ]),
  );

/** An application as the actor may read it. */
export async function applicationView(
  db: Db,
  actor: Actor,
  row: ApplicationRow,
): Promise<ApplicationViewBody> {
  const joint = await jointOrgs(db, row.id);
  const officer = readsAsOfficer(actor, [row.lead_org_id, ...joint.map((j) => j.org_id)]);
  const [round, ruleSet] = [
    await roundById(db, row.round_id),
    await ruleSetById(db, row.rule_set_id),
  ];
  if (!round || !ruleSet) throw new AppError(errors.notFound);
  const files = await filesOf(db, row.id);
  const nominated =
    row.dataset_id && row.version_id
      ? await nomination(db, row.dataset_id, row.version_id)
      : undefined;
  const submittable = row.state === 'draft' || row.state === 'returned';
  const parts = { joint, files, nominated };
  const changed = changesSince(row.snapshot, nominated);
  const versions = await versionsOf(db, row.id);
  const events = await applicationEvents(db, row.id, !officer);
  return {
    ...applicationSummary(row, officer),
    answers: copied(row.answers),
    ...(nominated
      ? {
          dataset: {
            id: nominated.id,
            org: nominated.org,
            name: nominated.name,
            title: { zh: nominated.title_zh ?? '', en: nominated.title_en ?? '' },
            version: nominated.semver,
          },
        }
      : {}),
    joint: joint.map((j) => ({
      organisation: { slug: j.slug, name: { zh: j.name_zh, en: j.name_en } },
      state: j.state,
    })),
    files: files.map((f) => ({
      id: f.id,
      field: f.field,
      name: f.name,
      mediaType: f.media_type,
      sizeBytes: f.size_bytes,
      sha256: f.sha256,
    })),
    problems: submittable
      ? applicationProblems(ruleSet.form, round.subject, row, parts).map((p) => ({ ...p }))
      : [],
    versions: versions.map((v) => ({
      version: v.version,
      sha256: v.sha256,
      submittedAt: v.submitted_at.toISOString(),
    })),
    ...(changed.length > 0 ? { changed } : {}),
    ...(row.supersedes === null ? {} : { supersedes: row.supersedes }),
    timeline: events.map(eventView),
    can: abilities(actor, row, joint, officer),
  };
}
