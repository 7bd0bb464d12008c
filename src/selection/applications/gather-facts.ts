import { isUscc } from '#src/identity/index.ts';
import type { Db } from '../deps.ts';
import type { ApplicationRow } from '../queries/application.ts';
import { nomination, type NominationRow } from '../queries/nomination.ts';
import type { JointRow } from '../queries/parts.ts';
import type { Facts, FactValue } from '../rules/fact.ts';
import { qualityOf, type Quality } from './quality-of.ts';

export interface Gathered {
  readonly facts: Facts;
  readonly nominated: NominationRow | undefined;
  readonly quality: Quality | undefined;
}

function datasetFacts(row: NominationRow, quality: Quality | undefined): Facts {
  const { card } = row;
  const spdx = card.licence?.spdx ?? '';
  return {
    'dataset.state': row.state,
    'dataset.visibility': row.visibility,
    'dataset.classification': row.classification,
    'dataset.updateFrequency': card.updateFrequency ?? '',
    'licence.spdx': spdx,
    'licence.stated': spdx !== '' || Boolean(card.licence?.text ?? card.licence?.url),
    'version.state': row.version_state,
    'version.files': row.file_count,
    'version.licenceFiles': Number(row.licence_files ?? 0n),
    'version.readme': Array.from(card.readme ?? '').length,
    'quality.total': quality?.total ?? null,
  };
}

/** Everything the hub knows that rules may ask about; what is missing is unknown. */
export async function gatherFacts(
  db: Db,
  application: ApplicationRow,
  joint: readonly JointRow[],
): Promise<Gathered> {
  const { dataset_id, version_id } = application;
  const nominated =
    dataset_id && version_id ? await nomination(db, dataset_id, version_id) : undefined;
  const quality = nominated ? await qualityOf(db, nominated.version_id) : undefined;
  const answers = Object.entries(application.answers).flatMap(
    ([name, value]): [string, FactValue][] =>
      typeof value === 'string' ? [[`answer.${name}`, value.trim()]] : [],
  );
  return {
    nominated,
    quality,
    facts: {
      'answer.updatePlan': '',
      ...Object.fromEntries(answers),
      'provider.status': application.lead_status,
      'provider.uscc': application.lead_uscc !== null && isUscc(application.lead_uscc),
      'provider.kind': application.lead_kind,
      'joint.confirmed': joint.every((org) => org.state !== 'invited'),
      ...(nominated ? datasetFacts(nominated, quality) : {}),
    },
  };
}
