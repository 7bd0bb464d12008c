import { expect, test } from 'vitest';
import { byteResponse, reprDigest } from './byte-response.ts';

const bytes = new TextEncoder().encode('0123456789');
const EMPTY = 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855';

const answer = async (headers: Record<string, string>, method = 'GET') => {
  let opened = 0;
  const response = await byteResponse(method, new Headers(headers), {
    sizeBytes: 10,
    etag: '"e"',
    headers: { 'Content-Type': 'text/plain' },
    sha256: EMPTY,
    open: async (start, end) => {
      opened += 1;
      return new Blob([bytes.subarray(start, end)]).stream();
    },
  });
  return {
    status: response.status,
    headers: Object.fromEntries(response.headers),
    body: await response.text(),
    opened,
  };
};
const always = {
  'accept-ranges': 'bytes',
  etag: '"e"',
  'repr-digest': 'sha-256=:47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=:',
};

test('whole, part, HEAD', async () => {
  const whole = { ...always, 'content-type': 'text/plain', 'content-length': '10' };
  const part = {
    ...always,
    'content-type': 'text/plain',
    'content-length': '3',
    'content-range': 'bytes 2-4/10',
  };
  expect(await answer({})).toEqual({ status: 200, headers: whole, body: '0123456789', opened: 1 });
  expect(await answer({ Range: 'bytes=2-4' })).toEqual({
    status: 206,
    headers: part,
    body: '234',
    opened: 1,
  });
  expect(await answer({}, 'HEAD')).toEqual({ status: 200, headers: whole, body: '', opened: 0 });
});

test('nothing is opened for 304, 412 and 416', async () => {
  expect(await answer({ 'If-None-Match': '"e"' })).toEqual({
    status: 304,
    headers: always,
    body: '',
    opened: 0,
  });
  expect(await answer({ 'If-Match': '"x"' })).toEqual({
    status: 412,
    headers: always,
    body: '',
    opened: 0,
  });
  const refused = { ...always, 'content-range': 'bytes */10' };
  expect(await answer({ Range: 'bytes=10-' })).toEqual({
    status: 416,
    headers: refused,
    body: '',
    opened: 0,
  });
});

test('Repr-Digest is RFC 9530', () => {
  expect(reprDigest(EMPTY)).toBe('sha-256=:47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=:');
});
