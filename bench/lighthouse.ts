/**
 * Lighthouse, mobile, of home, search and dataset pages of a running hub with the demo data.
 * Usage: bench/lighthouse.ts URL FOLDER [RUNS]; FOLDER is where `npm install lighthouse@13` was run
 * (it is not among our dependencies). Prints each page's median performance and accessibility.
 */
import { cpus, loadavg } from 'node:os';
import { createRequire } from 'node:module';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { freePort } from '#test/support/free-port.ts';
import { openBrowser } from '#test/support/browser.ts';

interface Result {
  readonly lhr: {
    readonly categories: Readonly<Record<'performance' | 'accessibility', { score: number }>>;
    readonly audits: Readonly<Record<string, { numericValue?: number; score: number | null }>>;
    readonly lighthouseVersion: string;
  };
}
type Lighthouse = (url: string, flags: Readonly<Record<string, unknown>>) => Promise<Result>;

const [base, folder, runs = '3'] = process.argv.slice(2);
if (base === undefined || folder === undefined)
  throw new Error('usage: bench/lighthouse.ts URL FOLDER [RUNS]');

const entry = createRequire(join(resolve(folder), 'package.json')).resolve('lighthouse');
const { default: lighthouse } = (await import(pathToFileURL(entry).href)) as {
  default: Lighthouse;
};

const found = (await (await fetch(new URL('/api/v1/search?limit=1', base))).json()) as {
  items: { org: { slug: string }; name: string }[];
};
const dataset = found.items[0];
if (!dataset) throw new Error('the hub has no dataset; start it with SEED=demo');

const median = (list: readonly number[]): number =>
  list.toSorted((a, b) => a - b)[Math.floor(list.length / 2)] ?? 0;

const port = await freePort();
const browser = await openBrowser([`--remote-debugging-port=${port}`]);
console.log(
  `${cpus().length} × ${cpus()[0]?.model ?? '?'}, load ${loadavg()[0]?.toFixed(1) ?? '?'}`,
);
try {
  for (const path of ['/', '/search?q=data', `/d/${dataset.org.slug}/${dataset.name}`]) {
    const results: Result['lhr'][] = [];
    for (let run = 0; run < Number(runs); run++)
      results.push(
        (
          await lighthouse(new URL(path, base).href, {
            port,
            onlyCategories: ['performance', 'accessibility'],
            logLevel: 'error',
          })
        ).lhr,
      );
    const score = (name: 'performance' | 'accessibility'): string =>
      (100 * median(results.map((r) => r.categories[name].score))).toFixed(0);
    const value = (audit: string): number =>
      median(results.map((r) => r.audits[audit]?.numericValue ?? 0));
    console.log(
      `${path}: performance ${score('performance')}, accessibility ${score('accessibility')}, LCP ${(value('largest-contentful-paint') / 1000).toFixed(1)} s, TBT ${value('total-blocking-time').toFixed(0)} ms, CLS ${value('cumulative-layout-shift').toFixed(3)} (lighthouse ${results[0]?.lighthouseVersion ?? '?'})`,
    );
  }
} finally {
  await browser.close();
}
