import type { Authorized } from '#src/kernel/authorized.ts';
import { AppError, errors, type FieldError } from '#src/kernel/errors.ts';
import { changeDataset, requireLive, type Change } from './change-dataset.ts';
import { catalogErrors } from './errors.ts';
import { fileKind } from './file-kind.ts';
import { normalPath, pathKey, pathProblem } from './file-path.ts';
import type { DatasetRow } from './queries/dataset.ts';
import { collidingPaths, removeDraftFiles, renameDraftFile } from './queries/draft.ts';

/** The path as it is stored; throws catalog.path naming the rule it breaks. */
export function checkedPath(path: string, field = 'path'): string {
  const problem: FieldError | undefined = pathProblem(path, field);
  if (problem) throw new AppError(catalogErrors.path, { errors: [problem] });
  return normalPath(path);
}

/** Refuses a path that the draft already has, or that is a folder of one it has, or inside a file. */
async function checkFree(
  change: Change,
  datasetId: string,
  path: string,
  exceptPath = '',
): Promise<void> {
  const taken = await collidingPaths(change.trx, datasetId, pathKey(path), exceptPath);
  if (taken.length > 0) throw new AppError(catalogErrors.pathTaken);
}

/** Takes files out of the draft; published versions keep theirs. */
export async function removeFiles(
  change: Change,
  row: Authorized<DatasetRow, 'edit'>,
  input: { revision: number; paths: readonly string[] },
): Promise<DatasetRow> {
  requireLive(row);
  const removed = await removeDraftFiles(change.trx, row.id, input.paths.map(normalPath));
  if (removed.length !== new Set(input.paths.map(normalPath)).size)
    throw new AppError(errors.notFound);
  return changeDataset(change, row, input.revision, 'remove_files', {});
}

/** Gives a file of the draft another path; its format follows the new name. */
export async function renameFile(
  change: Change,
  row: Authorized<DatasetRow, 'edit'>,
  input: { revision: number; from: string; to: string },
): Promise<DatasetRow> {
  requireLive(row);
  const from = normalPath(input.from);
  const to = checkedPath(input.to, 'to');
  await checkFree(change, row.id, to, from);
  const { format, mediaType } = fileKind(to);
  const target = { path: to, path_key: pathKey(to), media_type: mediaType, format };
  if (!(await renameDraftFile(change.trx, row.id, from, target)))
    throw new AppError(errors.notFound);
  return changeDataset(change, row, input.revision, 'rename_file', {});
}
