import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { createToken } from '#src/identity/index.ts';
import { demandSide } from '#test/support/annotation.ts';
import { startHub } from '#test/support/hub.ts';

const python = process.env['BANYAN_PYTHON'];
const script = new URL('label-studio-sdk.py', import.meta.url).pathname;

if (!python)
  test.skip('not run: no label-studio-sdk (set BANYAN_PYTHON to the Python that has it)');

/** What the script prints; its own errors are the failure's message. */
function run(command: string, args: readonly string[]): Promise<string> {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { stdio: ['ignore', 'pipe', 'pipe'] });
    let [out, err] = ['', ''];
    child.stdout.on('data', (chunk) => (out += String(chunk)));
    child.stderr.on('data', (chunk) => (err += String(chunk)));
    child.on('error', reject);
    child.on('close', (code) => (code === 0 ? resolve(out) : reject(new Error(err.slice(-4_000)))));
  });
}

const boxes = (x: number) => [x * 2, 10, 40, 30];

if (python)
  test('the unmodified label-studio-sdk creates, imports, predicts, annotates, edits, deletes and exports', async () => {
    const hub = await startHub();
    const folder = mkdtempSync(join(tmpdir(), 'banyan-sdk-session-'));
    try {
      const { owner } = await demandSide(hub, 'sdk-house');
      const scopes = ['annotation:read', 'annotation:write'] as const;
      const token = await createToken(hub.node.hub, { email: owner.email, scopes, days: 1 });
      const seen: unknown = JSON.parse(await run(python, [script, hub.url, token, folder]));
      const image = (n: number | string) => `https://media.example/${n}.jpg`;
      expect(seen).toEqual({
        edition: 'Community',
        project: ['From Python 样例', true],
        'bad config': 400,
        labels: ['car', 'dog'],
        renamed: 'Renamed',
        listed: true,
        imported: [3, 3],
        multipart: [201, 1],
        'pages of two': [5, true, true],
        data: { image: image(1) },
        changed: { image: image('five') },
        predictions: [['m2'], ['m1'], ['m3']],
        annotated: [expect.any(Number), 1.5, 1],
        twice: 409,
        'unknown label': 422,
        updated: 40,
        deleted: [404, 0],
        again: 1,
        json: [
          [1, [false]],
          [1, [true]],
          [1, [false]],
          [0, []],
          [0, []],
        ],
        csv: [image(1), image(3), image(4), image('five')],
        coco: [5, [boxes(40), boxes(30), boxes(60)]],
        yolo: [
          'classes.txt',
          ...['1', '2', '3', '4', 'five'].map((n) => `labels/${n}.txt`),
          'train.txt',
        ],
        'by id': [true],
        'unknown format': 400,
        snapshot: 'completed',
        converted: 'completed',
        'of the snapshot': [true, false],
        snapshots: ['snap'],
        webhooks: 501,
        'bad token': 401,
        'project gone': 404,
        converter: [boxes(40), boxes(30), boxes(60)],
      });
    } finally {
      await hub.stop();
      rmSync(folder, { recursive: true, force: true });
    }
  }, 180_000);
