import type { ApplicationRow } from '../queries/application.ts';
import type { NominationRow } from '../queries/nomination.ts';
import type { FileRow, JointRow } from '../queries/parts.ts';
import type { RuleSetRow } from '../queries/rule-set.ts';
import type { Facts } from '../rules/fact.ts';
import type { Answers, Snapshot } from '../shapes.ts';
import type { Quality } from './quality-of.ts';

interface SnapshotParts {
  readonly application: ApplicationRow;
  readonly number: string;
  readonly version: number;
  readonly ruleSet: RuleSetRow;
  readonly joint: readonly JointRow[];
  readonly files: readonly FileRow[];
  readonly facts: Facts;
  readonly nominated: NominationRow | undefined;
  readonly quality: Quality | undefined;
  readonly answers: Answers;
}

/** Everything an application says at this moment, which is what reviewers and deciders judge. */
export function snapshotOf(parts: SnapshotParts): Snapshot {
  const { application, nominated, quality } = parts;
  return {
    application: application.id,
    number: parts.number,
    version: parts.version,
    round: application.round_id,
    ruleSet: { id: parts.ruleSet.id, sha256: parts.ruleSet.sha256 },
    title: application.title,
    lead: {
      id: application.lead_org_id,
      slug: application.lead_slug,
      name: { zh: application.lead_zh, en: application.lead_en },
      uscc: application.lead_uscc,
    },
    joint: parts.joint
      .filter((org) => org.state === 'confirmed')
      .map((org) => ({
        id: org.org_id,
        slug: org.slug,
        name: { zh: org.name_zh, en: org.name_en },
        uscc: org.uscc,
      })),
    dataset: nominated
      ? {
          id: nominated.id,
          org: nominated.org,
          name: nominated.name,
          versionId: nominated.version_id,
          semver: nominated.semver,
          manifestDigest: nominated.digest,
          scorecardDigest: quality?.digest ?? null,
        }
      : null,
    answers: parts.answers,
    files: parts.files.map((file) => ({
      field: file.field,
      name: file.name,
      sha256: file.sha256,
      sizeBytes: file.size_bytes,
    })),
    facts: parts.facts,
  };
}
