import { describe, expect, test } from 'vitest';
import { answerRange, type RangeAnswer } from './http-range.ts';

const lastModified = new Date('2026-01-02T03:04:05.678Z');
const at = 'Fri, 02 Jan 2026 03:04:05 GMT';
const before = 'Fri, 02 Jan 2026 03:04:04 GMT';
const after = 'Fri, 02 Jan 2026 03:04:06 GMT';
const answer = (headers: Record<string, string>, sizeBytes = 1000) =>
  answerRange(new Headers(headers), { sizeBytes, etag: '"abc"', lastModified });
const part = (start: number, end: number): RangeAnswer => ({ kind: 'part', start, end });
const whole: RangeAnswer = { kind: 'whole' };
const none: RangeAnswer = { kind: 'unsatisfiable' };

describe('Range', () => {
  test.each<[string, RangeAnswer]>([
    ['bytes=0-0', part(0, 1)],
    ['bytes=0-', part(0, 1000)],
    ['bytes=0-999', part(0, 1000)],
    ['bytes=0-99999', part(0, 1000)],
    ['bytes=500-600', part(500, 601)],
    ['bytes=999-', part(999, 1000)],
    ['bytes=-1', part(999, 1000)],
    ['bytes=-1000', part(0, 1000)],
    ['bytes=-99999999999999999999', part(0, 1000)],
    ['BYTES = 1-2', part(1, 3)],
    ['bytes=1-2,', part(1, 3)],
    ['bytes=1000-', none],
    ['bytes=1000-2000', none],
    ['bytes=99999999999999999999-', none],
    ['bytes=-0', none],
    ['bytes=0-1,5-6', whole],
    ['bytes=600-500', whole],
    ['bytes=-', whole],
    ['bytes=a-b', whole],
    ['bytes=1', whole],
    ['bytes', whole],
    ['items=0-1', whole],
    ['bytes=0x1-2', whole],
  ])('%s', (range, expected) => expect(answer({ Range: range })).toEqual(expected));

  test('of nothing', () => {
    expect(answer({}, 0)).toEqual(whole);
    expect(answer({ Range: 'bytes=0-' }, 0)).toEqual(none);
    expect(answer({ Range: 'bytes=-5' }, 0)).toEqual(none);
  });
});

describe('If-Range', () => {
  test.each<[string, RangeAnswer]>([
    ['"abc"', part(1, 3)],
    ['W/"abc"', whole],
    ['"other"', whole],
    [at, part(1, 3)],
    [before, whole],
    [after, whole],
    ['nonsense', whole],
  ])('%s', (ifRange, expected) =>
    expect(answer({ Range: 'bytes=1-2', 'If-Range': ifRange })).toEqual(expected),
  );
});

describe('conditions', () => {
  test.each<[Record<string, string>, RangeAnswer['kind']]>([
    [{ 'If-None-Match': '"abc"' }, 'notModified'],
    [{ 'If-None-Match': 'W/"abc"' }, 'notModified'],
    [{ 'If-None-Match': '"x", "abc"' }, 'notModified'],
    [{ 'If-None-Match': '*' }, 'notModified'],
    [{ 'If-None-Match': '"x"' }, 'whole'],
    [{ 'If-None-Match': '"x"', 'If-Modified-Since': after }, 'whole'],
    [{ 'If-Modified-Since': at }, 'notModified'],
    [{ 'If-Modified-Since': before }, 'whole'],
    [{ 'If-Modified-Since': 'yesterday' }, 'whole'],
    [{ 'If-Match': '"abc"' }, 'whole'],
    [{ 'If-Match': '*' }, 'whole'],
    [{ 'If-Match': 'W/"abc"' }, 'preconditionFailed'],
    [{ 'If-Match': '"x"' }, 'preconditionFailed'],
    [{ 'If-Match': '"x"', 'If-None-Match': '"abc"' }, 'preconditionFailed'],
    [{ 'If-Unmodified-Since': at }, 'whole'],
    [{ 'If-Unmodified-Since': before }, 'preconditionFailed'],
    [{ 'If-None-Match': '"abc"', Range: 'bytes=0-1' }, 'notModified'],
  ])('%j', (headers, kind) => expect(answer(headers).kind).toBe(kind));
});
