import { AppError, errors } from '#src/kernel/errors.ts';
import type { Db } from '../deps.ts';
import { orderExport } from '../exports/order-export.ts';
import { exportById, exportsOf, type ExportRow } from '../exports/queries.ts';
import { exportHeaders, sendFile } from '../exports/send-file.ts';
import { streamResult } from '../exports/stream-result.ts';
import type { ExportedResults } from '../exports/tables.ts';
import { exportFormats, type ExportFormat } from '../formats/start-export.ts';
import { allow, visible } from '../policy.ts';
import { changing, clientProject, type Client, type ClientDeps } from './client-projects.ts';
import { exportIdOf } from './queries.ts';

const asked = (name: string): ExportFormat => {
  const format = exportFormats.find((known) => known === name.toUpperCase());
  if (!format)
    throw new AppError(errors.invalid, {
      errors: [
        {
          field: 'export_type',
          code: 'format',
          message: `must be one of ${exportFormats.join(', ')}`,
        },
      ],
    });
  return format;
};

/** The names of the formats, as clients give them. */
export const clientFormats: readonly string[] = exportFormats;

/** The results of a project in one answer, streamed. */
export async function streamClientResult(
  deps: ClientDeps,
  client: Client,
  projectNumber: number,
  wanted: {
    readonly format: string;
    readonly which: ExportedResults;
    readonly numbers: readonly number[] | undefined;
  },
): Promise<Response> {
  const format = asked(wanted.format);
  const project = await deps.store.read(client.actor, (db) =>
    clientProject(db, client, projectNumber),
  );
  const { which, numbers } = wanted;
  const { fileName, mediaType, body } = streamResult(deps, client.actor, format, {
    labelConfig: project.label_config,
    scope: { projectId: project.id, which, numbers },
  });
  return new Response(body, { headers: exportHeaders(fileName, mediaType) });
}

async function snapshot(db: Db, client: Client, project: number, number: number) {
  const { id } = await clientProject(db, client, project);
  const row = visible(await exportById(db, await exportIdOf(db, number)));
  if (row.project_id !== id) throw new AppError(errors.notFound);
  return row;
}

/** A snapshot with the conversions made from it. */
export interface ClientSnapshot {
  readonly row: ExportRow;
  readonly conversions: readonly ExportRow[];
}

const mostListed = 200;

/** Snapshots of a project, newest first, each with its conversions. */
export function listClientSnapshots(
  deps: ClientDeps,
  client: Client,
  projectNumber: number,
): Promise<ClientSnapshot[]> {
  return deps.store.read(client.actor, async (db) => {
    const { id } = await clientProject(db, client, projectNumber);
    const rows = await exportsOf(db, id, { limit: mostListed });
    return rows
      .filter((row) => row.made_from === null && row.format === 'JSON')
      .map((row) => ({ row, conversions: rows.filter((one) => one.made_from === row.id) }));
  });
}

export async function readClientSnapshot(
  deps: ClientDeps,
  client: Client,
  projectNumber: number,
  number: number,
): Promise<ClientSnapshot> {
  const all = await listClientSnapshots(deps, client, projectNumber);
  const found = all.find(({ row }) => Number(row.number) === number);
  if (!found) throw new AppError(errors.notFound);
  return found;
}

/** Orders a snapshot: all results as JSON, by job. */
export function orderClientSnapshot(
  deps: ClientDeps,
  client: Client,
  projectNumber: number,
  title: string,
): Promise<ExportRow> {
  return changing(deps, client, async (trx, audit) => {
    const found = await clientProject(trx, client, projectNumber);
    const project = allow(client.actor, found, 'export');
    const wanted = { format: 'JSON' as const, which: 'all' as const, title };
    const id = await orderExport(deps, trx, client.actor, project, wanted, audit);
    return visible(await exportById(trx, id));
  });
}

/** Orders another format of a snapshot, made from the snapshot's own file. */
export function convertClientSnapshot(
  deps: ClientDeps,
  client: Client,
  projectNumber: number,
  number: number,
  name: string,
): Promise<ExportRow> {
  return changing(deps, client, async (trx, audit) => {
    const found = await clientProject(trx, client, projectNumber);
    const project = allow(client.actor, found, 'export');
    const base = await snapshot(trx, client, projectNumber, number);
    if (base.state !== 'done') throw new AppError(errors.wrongState);
    const wanted = { format: asked(name), which: base.which, madeFrom: base.id };
    const id = await orderExport(deps, trx, client.actor, project, wanted, audit);
    return visible(await exportById(trx, id));
  });
}

/** The file of a snapshot, or of its newest conversion to a format, resumable. */
export async function downloadClientSnapshot(
  deps: ClientDeps,
  client: Client,
  at: { readonly project: number; readonly number: number; readonly format: string },
  request: { readonly method: string; readonly headers: Headers },
): Promise<Response> {
  const { row, conversions } = await readClientSnapshot(deps, client, at.project, at.number);
  const format = asked(at.format);
  const file = format === row.format ? row : conversions.find((one) => one.format === format);
  return sendFile(deps, visible(file), request);
}
