import { afterAll, beforeAll, expect, test } from 'vitest';
import {
  activeProject,
  api,
  colleague,
  choice,
  demandSide,
  lease,
  ok,
  openPackage,
  submit,
  type DemandSide,
} from '#test/support/annotation.ts';
import { startHub, type TestHub } from '#test/support/hub.ts';

let hub: TestHub;
let demand: DemandSide;
beforeAll(async () => {
  hub = await startHub();
  demand = await demandSide(hub, 'result-house');
});
afterAll(() => hub.stop());

async function exported(projectId: string): Promise<any> {
  const made = ok(
    await demand.owner.post(`${api}/projects/${projectId}/exports`, { format: 'JSON' }),
    202,
  );
  for (let n = 0; n < 200; n += 1) {
    const seen = ok(await demand.owner.get(`${api}/exports/${made.id}`));
    if (seen.state === 'done') return seen;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error('the export did not end');
}

test('a result becomes a dataset version with its provenance, through the normal checks', async () => {
  const workers = [
    await colleague(hub, demand.org.orgId, 'result-worker-1'),
    await colleague(hub, demand.org.orgId, 'result-worker-2'),
  ];
  const project = await activeProject(demand, 2);
  const pack = await openPackage(demand, project.id, { overlap: 2 });
  for (const [n, worker] of workers.entries()) {
    const { leases } = await lease(worker, pack.id, 2);
    for (const [m, one] of leases.entries()) {
      const answer = n === 1 && m === 1 ? choice('bad') : choice('good');
      expect((await submit(worker, one.id, answer)).status).toBe(201);
    }
  }
  const file = await exported(project.id);
  const given = ok(
    await demand.owner.post(`${api}/projects/${project.id}/publications`, {
      exportId: file.id,
      dataset: 'moods',
    }),
    201,
  );
  expect([given.dataset, given.path]).toEqual([
    { org: 'result-house', name: 'moods' },
    'annotation/result.json',
  ]);
  const { provenance } = given;
  expect([provenance.agreement, provenance.certificates, provenance.sources]).toEqual([
    { measure: 'mean pairwise agreement of results', tasks: 2, mean: 0.5 },
    [],
    [],
  ]);
  expect(provenance.packages).toEqual([
    {
      id: pack.id,
      number: pack.number,
      title: 'First',
      mode: 'own_team',
      overlap: 2,
      tasks: 2,
      vendor: { org: 'result-house', nameZh: expect.any(String), nameEn: expect.any(String) },
    },
  ]);
  expect(provenance.export).toEqual({
    id: file.id,
    format: 'JSON',
    which: 'submitted',
    sha256: file.file.sha256,
    sizeBytes: file.file.sizeBytes,
    finishedAt: file.finishedAt,
    manifest: file.manifest,
    losses: [],
  });
  const list = ok(await demand.owner.get(`${api}/projects/${project.id}/publications`));
  expect(list.items).toEqual([given]);

  const at = '/api/v1/datasets/result-house/moods';
  const { dataset: draft } = ok(await demand.owner.get(at));
  const card = {
    ...draft.card,
    domain: 'other',
    licence: { spdx: 'CC0-1.0' },
  };
  const edited = ok(await demand.owner.send('PATCH', at, { revision: draft.revision, card }));
  const body = { revision: edited.revision, version: '1.0.0', notes: 'labelled' };
  const published = await demand.owner.post(`${at}/versions`, body);
  expect([published.status, published.body.code]).toEqual([201, undefined]);
  const bytes = await demand.owner.get(`${at}/versions/1.0.0/raw/annotation/result.json`);
  const direct = await demand.owner.get(`${api}/exports/${file.id}/file`);
  expect([bytes.status, bytes.body]).toEqual([200, direct.body]);
  const told = await demand.owner.get(`${at}/versions/1.0.0/raw/annotation/provenance.json`);
  expect(told.body).toEqual(provenance);
});

test('vendors can stay unnamed; what is no finished export of the project is refused', async () => {
  const project = await activeProject(demand, 1);
  const pack = await openPackage(demand, project.id);
  const worker = await colleague(hub, demand.org.orgId, 'result-worker-3');
  const { leases } = await lease(worker, pack.id, 1);
  expect((await submit(worker, leases[0].id)).status).toBe(201);
  const file = await exported(project.id);
  const publish = (body: object) =>
    demand.owner.post(`${api}/projects/${project.id}/publications`, { dataset: 'quiet', ...body });
  const given = ok(await publish({ exportId: file.id, vendors: 'anonymous' }), 201);
  expect(given.provenance.packages.map((p: any) => p.vendor)).toEqual([{ alias: 'vendor-1' }]);
  expect(JSON.stringify(given.provenance)).not.toContain('result-house');
  expect((await publish({ exportId: file.id, vendors: 'anonymous' })).status).toBe(201);
  const other = await activeProject(demand, 1);
  const foreign = await demand.owner.post(`${api}/projects/${other.id}/publications`, {
    exportId: file.id,
    dataset: 'quiet',
  });
  expect([foreign.status, foreign.body.code]).toEqual([422, 'annotation.noExport']);
  await hub.node.hub.blobs.delete(file.file.sha256);
  const gone = await publish({ exportId: file.id });
  expect([gone.status, gone.body.code]).toEqual([410, 'annotation.exportExpired']);
});
