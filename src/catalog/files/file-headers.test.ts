import { expect, test } from 'vitest';
import { fileHeaders } from './file-headers.ts';

test.each([
  ['text/html', 'application/octet-stream'],
  ['image/svg+xml', 'application/octet-stream'],
  ['application/xml', 'application/octet-stream'],
  ['application/pdf', 'application/octet-stream'],
  ['text/markdown', 'application/octet-stream'],
  ['text/csv', 'text/csv'],
  ['image/png', 'image/png'],
])('%s is sent as %s', (mediaType, sent) => {
  expect(fileHeaders({ path: 'x', mediaType }, 'public')['Content-Type']).toBe(sent);
});

test('what is not public is not kept by caches nor opened to other origins', () => {
  const headers = fileHeaders({ path: 'a/b.csv', mediaType: 'text/csv' }, 'gated');
  expect(headers).toEqual({
    'Content-Type': 'text/csv',
    'Content-Disposition': 'attachment; filename="b.csv"',
    'Content-Security-Policy':
      "default-src 'none'; script-src 'none'; frame-ancestors 'none'; sandbox",
    'X-Content-Type-Options': 'nosniff',
    'Cache-Control': 'private, no-store',
    Vary: 'Cookie, Authorization',
  });
});
