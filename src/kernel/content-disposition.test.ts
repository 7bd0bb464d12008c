import { expect, test } from 'vitest';
import { contentDisposition } from './content-disposition.ts';

test.each([
  ['a.csv', 'attachment; filename="a.csv"'],
  ['dir/a b.csv', 'attachment; filename="a b.csv"'],
  ['数据/说明.csv', `attachment; filename="__.csv"; filename*=UTF-8''%E8%AF%B4%E6%98%8E.csv`],
  ['a"b\\', `attachment; filename="a_b"; filename*=UTF-8''a%22b`],
  ['50%.csv', `attachment; filename="50_.csv"; filename*=UTF-8''50%25.csv`],
  ["it's (1)*.csv", `attachment; filename="it's (1)*.csv"`],
  [
    "它's (1)*.csv",
    `attachment; filename="_'s (1)*.csv"; filename*=UTF-8''%E5%AE%83%27s%20%281%29%2A.csv`,
  ],
  ['a\r\nSet-Cookie: x', 'attachment; filename="a__Set-Cookie: x"'],
  ['a\0b', 'attachment; filename="a_b"'],
  ['😀.csv', `attachment; filename="_.csv"; filename*=UTF-8''%F0%9F%98%80.csv`],
  ['\ud800.csv', `attachment; filename="_.csv"; filename*=UTF-8''%EF%BF%BD.csv`],
  ['', 'attachment; filename="download"'],
  ['a/', 'attachment; filename="a"'],
])('%j', (path, header) => expect(contentDisposition('attachment', path)).toBe(header));
