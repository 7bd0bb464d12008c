import { Hono } from 'hono';
import {
  clientFormats,
  convertClientSnapshot,
  downloadClientSnapshot,
  listClientSnapshots,
  orderClientSnapshot,
  readClientSnapshot,
  streamClientResult,
  type ClientDeps,
} from '#src/annotation/index.ts';
import type { AppEnv } from '#src/kernel/http.ts';
import { snapshotAnswer } from './answer.ts';
import { clientOf, invalid, numberIn, objectOf, textOf } from './ask.ts';

/** Exports at once, and snapshots by job. */
export function exportRoutes(deps: ClientDeps): Hono<AppEnv> {
  const app = new Hono<AppEnv>();
  app.get('/api/projects/:id/export', (c) => {
    const format = c.req.query('export_type') ?? c.req.query('exportType') ?? 'JSON';
    const all = c.req.query('download_all_tasks')?.toLowerCase() === 'true';
    const ids = [...(c.req.queries('ids') ?? []), ...(c.req.queries('ids[]') ?? [])];
    if (!ids.every((id) => /^[0-9]{1,15}$/.test(id))) throw invalid('ids', 'must be ids of tasks');
    return streamClientResult(deps, clientOf(c), numberIn(c, 'id'), {
      format,
      which: all ? 'all' : 'submitted',
      numbers: ids.length > 0 ? ids.map(Number) : undefined,
    });
  });
  app.get('/api/projects/:id/export/formats', (c) => {
    clientOf(c);
    return c.json(clientFormats.map((name) => ({ name, title: name, disabled: false })));
  });
  app.get('/api/projects/:id/exports/', async (c) => {
    const list = await listClientSnapshots(deps, clientOf(c), numberIn(c, 'id'));
    return c.json(list.map(snapshotAnswer));
  });
  app.post('/api/projects/:id/exports/', async (c) => {
    const title = textOf(await objectOf(c), 'title', 200) ?? '';
    const row = await orderClientSnapshot(deps, clientOf(c), numberIn(c, 'id'), title);
    return c.json(snapshotAnswer({ row, conversions: [] }), 201);
  });
  app.get('/api/projects/:id/exports/:pk', async (c) => {
    const [id, pk] = [numberIn(c, 'id'), numberIn(c, 'pk')];
    return c.json(snapshotAnswer(await readClientSnapshot(deps, clientOf(c), id, pk)));
  });
  app.post('/api/projects/:id/exports/:pk/convert', async (c) => {
    const format = textOf(await objectOf(c), 'export_type', 40) ?? '';
    const [id, pk] = [numberIn(c, 'id'), numberIn(c, 'pk')];
    const row = await convertClientSnapshot(deps, clientOf(c), id, pk, format);
    return c.json({ export_type: row.format, converted_format: Number(row.number) });
  });
  app.get('/api/projects/:id/exports/:pk/download', (c) => {
    const at = { project: numberIn(c, 'id'), number: numberIn(c, 'pk') };
    const format = c.req.query('exportType') ?? c.req.query('export_type') ?? 'JSON';
    return downloadClientSnapshot(deps, clientOf(c), { ...at, format }, c.req.raw);
  });
  return app;
}
