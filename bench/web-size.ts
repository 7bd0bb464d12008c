import { readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';

/** Gzip bytes of everything a first visit to each page loads, from the manifest of the build. */
const limitBytes = 170_000;
const web = new URL('../dist/web/', import.meta.url);

interface Chunk {
  readonly file: string;
  readonly css?: readonly string[];
  readonly imports?: readonly string[];
}

const manifest = JSON.parse(readFileSync(new URL('.vite/manifest.json', web), 'utf8')) as Record<
  string,
  Chunk
>;

/** The page's own modules besides the entry, as the server preloads them. */
const pages: Readonly<Record<string, readonly string[]>> = {
  home: ['home/home-page.tsx'],
  search: ['search/search-page.tsx'],
  dataset: ['dataset/dataset-page.tsx', 'dataset/overview-tab.tsx'],
  viewer: ['dataset/dataset-page.tsx', 'dataset/viewer-tab.tsx'],
  publish: ['publish/draft-frame.tsx', 'publish/files-step.tsx'],
  operator: ['operator/operator-frame.tsx', 'operator/overview-page.tsx'],
};

const gzipBytes = (file: string): number =>
  gzipSync(readFileSync(new URL(file, web)), { level: 9 }).length;

function filesOf(keys: readonly string[]): { scripts: Set<string>; styles: Set<string> } {
  const scripts = new Set<string>();
  const styles = new Set<string>();
  const seen = new Set<string>();
  const visit = (key: string): void => {
    const chunk = manifest[key];
    if (!chunk) throw new Error(`${key} is not in the manifest: run npm run build`);
    if (seen.has(key)) return;
    seen.add(key);
    scripts.add(chunk.file);
    chunk.css?.forEach((file) => styles.add(file));
    chunk.imports?.forEach(visit);
  };
  ['main.tsx', ...keys].forEach(visit);
  return { scripts, styles };
}

const sum = (files: Iterable<string>): number =>
  [...files].reduce((total, file) => total + gzipBytes(file), 0);

let failed = false;
console.log('page        JavaScript (gzip)   CSS (gzip)   files');
for (const [name, keys] of Object.entries(pages)) {
  const { scripts, styles } = filesOf(keys);
  const bytes = sum(scripts);
  failed ||= bytes > limitBytes;
  const kb = (value: number) => `${(value / 1000).toFixed(1)} kB`;
  console.log(
    `${name.padEnd(10)}  ${kb(bytes).padStart(12)}        ${kb(sum(styles)).padStart(7)}   ${scripts.size}`,
  );
}
console.log(`limit: ${limitBytes / 1000} kB for each first route`);
if (failed) process.exitCode = 1;
