import { expect, test } from 'vitest';
import { contentSample, sampleIn } from './content-sample.ts';

const bytes = (size: number, changedAt?: number): Blob => {
  const content = new Uint8Array(size).fill(7);
  if (changedAt !== undefined) content[changedAt] = 8;
  return new Blob([content]);
};

test('equal files have one sample, files that differ at either end or in the middle have others', async () => {
  const size = 2_000_000;
  const samples = await Promise.all(
    [
      bytes(size),
      bytes(size),
      bytes(size, 0),
      bytes(size, size / 2),
      bytes(size, size - 1),
      bytes(size + 1),
    ].map(contentSample),
  );
  expect(samples[0]).toMatch(/^[0-9a-f]{64}$/);
  expect(samples[1]).toBe(samples[0]);
  expect(new Set(samples).size).toBe(5);
});

test('the sample is read back from the metadata of an upload', () => {
  expect(sampleIn(`dataset ${btoa('a/b')},sample ${btoa('00ff')}`)).toBe('00ff');
  expect([sampleIn(`dataset ${btoa('a/b')}`), sampleIn(null)]).toEqual([undefined, undefined]);
});
