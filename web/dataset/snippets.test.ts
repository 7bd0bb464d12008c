import { expect, test } from 'vitest';
import { snippetFor, type SnippetFile } from './snippets.ts';

const csv: SnippetFile = {
  url: 'https://hub.example.cn/api/v1/datasets/a/b/versions/1.0.0/raw/%E6%95%B0%E6%8D%AE.csv',
  name: "it's data.csv",
  format: 'csv',
  needsToken: false,
};

test('curl resumes, and quotes the name for the shell', () => {
  expect(snippetFor('curl', csv)).toBe(`curl -fL -C - -o 'it'\\''s data.csv' '${csv.url}'`);
  expect(snippetFor('curl', { ...csv, needsToken: true })).toBe(
    `curl -fL -C - -H "Authorization: Bearer $BANYAN_TOKEN" -o 'it'\\''s data.csv' '${csv.url}'`,
  );
});

test('Python reads each format with its own reader', () => {
  const load = (format: string) =>
    snippetFor('python', { ...csv, format })
      .split('\n')
      .at(-1);
  expect(['csv', 'tsv', 'jsonl', 'parquet', 'xlsx'].map(load)).toEqual([
    `df = pd.read_csv("${csv.url}")`,
    `df = pd.read_csv("${csv.url}", sep="\\t")`,
    `df = pd.read_json("${csv.url}", lines=True)`,
    `df = pd.read_parquet("${csv.url}")`,
    `df = pd.read_excel("${csv.url}")`,
  ]);
});

test('Python sends the token, and fails on a refusal', () => {
  expect(snippetFor('python', { ...csv, needsToken: true })).toBe(
    [
      'import io, os, pandas as pd, requests',
      `r = requests.get("${csv.url}", headers={"Authorization": "Bearer " + os.environ["BANYAN_TOKEN"]})`,
      'r.raise_for_status()',
      'df = pd.read_csv(io.BytesIO(r.content))',
    ].join('\n'),
  );
});

test('R downloads first what its readers cannot open by address', () => {
  expect(snippetFor('r', csv)).toBe(`df <- readr::read_csv("${csv.url}")`);
  expect(snippetFor('r', { ...csv, name: 'a.parquet', format: 'parquet' })).toBe(
    `download.file("${csv.url}", "a.parquet", mode = "wb")\ndf <- arrow::read_parquet("a.parquet")`,
  );
});

test('JavaScript gives rows, text or bytes', () => {
  const last = (format: string) =>
    snippetFor('javascript', { ...csv, format })
      .split('\n')
      .at(-1);
  expect(['json', 'csv', 'parquet'].map(last)).toEqual([
    'const data = await response.json();',
    'const text = await response.text();',
    'const bytes = new Uint8Array(await response.arrayBuffer());',
  ]);
});

test('an unknown format is downloaded in every language', () => {
  const file = { ...csv, name: 'x.bin', format: 'other' };
  expect(snippetFor('python', file)).toBe(
    `import urllib.request\nreq = urllib.request.Request("${csv.url}")\nopen("x.bin", "wb").write(urllib.request.urlopen(req).read())`,
  );
  expect(snippetFor('r', file)).toBe(`download.file("${csv.url}", "x.bin", mode = "wb")`);
});
