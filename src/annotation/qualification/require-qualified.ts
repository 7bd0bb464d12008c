import { AppError } from '#src/kernel/errors.ts';
import type { Db } from '../deps.ts';
import { annotationErrors } from '../errors.ts';
import type { PackageRow } from '../packages/queries.ts';
import { vendorPassed } from './queries.ts';

/** A vendor may take on a package with a test when one of its people has passed. */
export async function requireQualifiedVendor(
  db: Db,
  row: PackageRow,
  vendorOrgId: string,
): Promise<void> {
  if (row.qualification && !(await vendorPassed(db, row.id, vendorOrgId)))
    throw new AppError(annotationErrors.vendorNotQualified);
}

/** A person may label in a package with a test when it has passed; the own team needs no test. */
export function requireQualified(
  row: Pick<PackageRow, 'qualification' | 'mode'>,
  passed: boolean,
): void {
  if (!row.qualification || row.mode === 'own_team' || passed) return;
  throw new AppError(annotationErrors.notQualified, {
    extra: { passPpm: row.qualification.passPpm },
  });
}
