import { randomBytes } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { AppError, errors } from '#src/kernel/errors.ts';
import { newId } from '#src/kernel/ids.ts';
import { BODY, refused, TusUnderTest, V } from '#test/support/tus-server.ts';

describe('tus over HTTP: what is refused', () => {
  const t = new TusUnderTest();

  const bad: [string, string, Record<string, string>, number, string][] = [
    ['no version', 'POST', { 'Upload-Length': '5' }, 412, 'tus.version'],
    [
      'another version',
      'POST',
      { 'Tus-Resumable': '0.2.2', 'Upload-Length': '5' },
      412,
      'tus.version',
    ],
    ['no length', 'POST', V, 400, 'hub.invalid'],
    ['negative length', 'POST', { ...V, 'Upload-Length': '-1' }, 400, 'hub.invalid'],
    ['fractional length', 'POST', { ...V, 'Upload-Length': '1.5' }, 400, 'hub.invalid'],
    [
      'length beyond numbers',
      'POST',
      { ...V, 'Upload-Length': '99999999999999999999' },
      400,
      'hub.invalid',
    ],
    ['deferred length', 'POST', { ...V, 'Upload-Defer-Length': '1' }, 400, 'tus.deferredLength'],
    ['larger than allowed', 'POST', { ...V, 'Upload-Length': '50000001' }, 413, 'tus.maxSize'],
    [
      'metadata not base64',
      'POST',
      { ...V, 'Upload-Length': '5', 'Upload-Metadata': 'a !!!' },
      400,
      'hub.invalid',
    ],
    [
      'metadata not UTF-8',
      'POST',
      { ...V, 'Upload-Length': '5', 'Upload-Metadata': 'a /w==' },
      400,
      'hub.invalid',
    ],
    [
      'metadata key twice',
      'POST',
      { ...V, 'Upload-Length': '5', 'Upload-Metadata': 'a YQ==,a YQ==' },
      400,
      'hub.invalid',
    ],
    ['GET on the collection', 'GET', V, 405, 'hub.methodNotAllowed'],
    ['PUT on the collection', 'PUT', V, 405, 'hub.methodNotAllowed'],
  ];
  test.each(bad)('creation: %s', async (_name, method, headers, status, code) => {
    expect(await refused(await t.send(t.base, method, headers))).toEqual([status, code]);
    expect(t.events).toEqual([]);
  });

  test('creation with a body of another type or more than the length: nothing is created', async () => {
    const other = await t.send(
      t.base,
      'POST',
      { ...V, 'Upload-Length': '5', 'Content-Type': 'text/plain' },
      randomBytes(5),
    );
    expect(await refused(other)).toEqual([415, 'tus.contentType']);
    const more = await t.send(t.base, 'POST', { ...BODY, 'Upload-Length': '5' }, randomBytes(6));
    expect(await refused(more)).toEqual([413, 'blobs.tooLong']);
    expect(t.events).toEqual([]);
  });

  const badPatch: [string, Record<string, string>, number, number, string][] = [
    [
      'no version',
      { 'Content-Type': BODY['Content-Type'], 'Upload-Offset': '0' },
      5,
      412,
      'tus.version',
    ],
    ['no content type', { ...V, 'Upload-Offset': '0' }, 5, 415, 'tus.contentType'],
    [
      'wrong content type',
      { ...V, 'Content-Type': 'application/octet-stream', 'Upload-Offset': '0' },
      5,
      415,
      'tus.contentType',
    ],
    ['no offset', BODY, 5, 400, 'hub.invalid'],
    ['negative offset', { ...BODY, 'Upload-Offset': '-1' }, 5, 400, 'hub.invalid'],
    ['offset ahead', { ...BODY, 'Upload-Offset': '4' }, 5, 409, 'blobs.offsetMismatch'],
    ['more than the length', { ...BODY, 'Upload-Offset': '0' }, 11, 413, 'blobs.tooLong'],
    [
      'unknown checksum',
      { ...BODY, 'Upload-Offset': '0', 'Upload-Checksum': 'md5 AAAA' },
      5,
      400,
      'hub.invalid',
    ],
    [
      'malformed checksum',
      { ...BODY, 'Upload-Offset': '0', 'Upload-Checksum': 'sha256 AAAA' },
      5,
      400,
      'hub.invalid',
    ],
  ];
  test.each(badPatch)('PATCH: %s', async (_name, headers, size, status, code) => {
    const url = await t.create(10);
    expect(await refused(await t.send(url, 'PATCH', headers, randomBytes(size)))).toEqual([
      status,
      code,
    ]);
    expect(await t.offsetOf(url)).toBe('0');
  });

  test('unknown and malformed ids are 404', async () => {
    for (const id of [newId(), '..%2f..%2fetc', 'a%00b', 'a/b']) {
      expect((await t.send(`${t.base}/${id}`, 'HEAD', V)).status).toBe(404);
      expect(
        await refused(
          await t.send(
            `${t.base}/${id}`,
            'PATCH',
            { ...BODY, 'Upload-Offset': '0' },
            randomBytes(1),
          ),
        ),
      ).toEqual([404, 'blobs.uploadMissing']);
    }
  });

  test('hooks refuse creation and access', async () => {
    const url = await t.create(10);
    t.refuse = new AppError(errors.notFound);
    expect(await refused(await t.send(t.base, 'POST', { ...V, 'Upload-Length': '5' }))).toEqual([
      404,
      'hub.notFound',
    ]);
    for (const method of ['HEAD', 'PATCH', 'DELETE'])
      expect(
        (
          await t.send(
            url,
            method,
            { ...BODY, 'Upload-Offset': '0' },
            method === 'PATCH' ? randomBytes(10) : undefined,
          )
        ).status,
      ).toBe(404);
    t.refuse = undefined;
    expect(await t.offsetOf(url)).toBe('0');
  });
});
