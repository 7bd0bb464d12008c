import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';

const root = new URL('../..', import.meta.url).pathname;
let copy: string;

/** Each: where it is planted, what is written, and the words the finding must hold. */
const violations: readonly [file: string, code: string, finding: string][] = [
  [
    'src/kernel/planted-a.ts',
    "import type { Mail } from '#src/ports/mail.ts';\nexport type A = Mail;\n",
    'down the graph only',
  ],
  [
    'src/ports/planted-b.ts',
    "import { mutate } from '#src/audit/index.ts';\nexport const b = mutate;\n",
    'down the graph only',
  ],
  [
    'src/kernel/planted-c.ts',
    "import { readFile } from 'node:fs/promises';\nexport const c = readFile;\n",
    'add a port instead',
  ],
  ['src/audit/planted-d.ts', "import pg from 'pg';\nexport const d = pg;\n", 'add a port instead'],
  [
    'src/audit/planted-e.ts',
    "import type { IdentityTables } from '#src/identity/index.ts';\nexport type E = IdentityTables;\n",
    'down the graph only',
  ],
  [
    'src/identity/planted-f.ts',
    "import { recordAudit } from '#src/audit/record.ts';\nexport const f = recordAudit;\n",
    'through its door',
  ],
  [
    'src/catalog/planted-g.ts',
    "import { openPool } from '#src/adapters/database/pool.ts';\nexport const g = openPool;\n",
    'down the graph only',
  ],
  [
    'src/catalog/planted-h.ts',
    "import { createApp } from '#src/app.ts';\nexport const h = createApp;\n",
    'down the graph only',
  ],
  [
    'src/app/planted-i.ts',
    "import { openHub } from '#src/main.hub.ts';\nexport const i = openHub;\n",
    'down the graph only',
  ],
  [
    'src/adapters/planted-j.ts',
    "import { auditRoutes } from '#src/audit/index.ts';\nexport const j = auditRoutes;\n",
    'down the graph only',
  ],
  [
    'web/planted-k.ts',
    "import { createStore } from '#src/adapters/database/store.ts';\nexport const k = createStore;\n",
    'pure schemas',
  ],
  ['src/kernel/planted-l.ts', 'export {};\n'.repeat(301), 'max-lines'],
  [
    'src/kernel/planted-m.ts',
    "import { n } from './planted-n.ts';\nexport const m = (): unknown => n;\n",
    'no-cycle',
  ],
  [
    'src/kernel/planted-n.ts',
    "import { m } from './planted-m.ts';\nexport const n = (): unknown => m;\n",
    'no-cycle',
  ],
  [
    'src/kernel/planted-o.ts',
    'export const o = (): void => {\n  Promise.resolve(1);\n};\n',
    'no-floating-promises',
  ],
  [
    'src/catalog/planted-p.ts',
    "import { authorize } from '#src/kernel/authorized.ts';\nexport const p = authorize;\n",
    'policy.ts',
  ],
  ['src/catalog/planted-q.ts', "import { sql } from 'kysely';\nexport const q = sql;\n", 'queries'],
];

interface Finding {
  readonly filename: string;
  readonly message: string;
  readonly code: string;
}

let findings: Finding[];

beforeAll(() => {
  copy = mkdtempSync(join(tmpdir(), 'banyan-rules-'));
  for (const part of ['src', 'oxlint.config.ts', 'tsconfig.json', 'package.json'])
    cpSync(join(root, part), join(copy, part), { recursive: true });
  symlinkSync(join(root, 'node_modules'), join(copy, 'node_modules'));
  for (const [file, code] of violations) {
    mkdirSync(dirname(join(copy, file)), { recursive: true });
    writeFileSync(join(copy, file), code);
  }
  const run = spawnSync(join(root, 'node_modules/.bin/oxlint'), ['--type-aware', '--format=json'], {
    cwd: copy,
    encoding: 'utf8',
    env: { ...process.env, PATH: `${join(root, 'node_modules/.bin')}:${process.env['PATH']}` },
    maxBuffer: 64 << 20,
  });
  findings = (JSON.parse(run.stdout) as { diagnostics: Finding[] }).diagnostics;
}, 240_000);

afterAll(() => rmSync(copy, { recursive: true, force: true }));

test.each(violations)('a violation planted in %s is caught', (file, _code, words) => {
  const here = findings.filter((f) => f.filename.endsWith(file)).map((f) => JSON.stringify(f));
  expect(
    here.some((text) => text.includes(words)),
    `expected "${words}" among ${here.join('\n')}`,
  ).toBe(true);
});

test('the tree itself is free of findings', () => {
  expect(
    findings
      .filter((f) => !f.filename.includes('planted-'))
      .map((f) => `${f.filename}: ${f.message}`),
  ).toEqual([]);
});
