/**
 * Content-Disposition (RFC 6266) with the name twice: ASCII for old clients, UTF-8 (RFC 8187) for
 * the rest. Only the last path segment is used; control characters become `_`.
 *
 * @example contentDisposition('attachment', '数据/说明.csv') // attachment; filename="__.csv"; filename*=UTF-8''%E8%AF%B4%E6%98%8E.csv
 */
export function contentDisposition(type: 'attachment' | 'inline', path: string): string {
  const last = path.split(/[/\\]/).findLast((part) => part !== '') ?? '';
  // oxlint-disable-next-line no-control-regex -- control characters are what is looked for
  const clean = last.toWellFormed().replaceAll(/[\u0000-\u001f\u007f-\u009f]/g, '_');
  const name = clean === '' ? 'download' : clean;
  const ascii = name.replaceAll(/[^\x20-\x7e]/gu, '_').replaceAll(/["\\%]/g, '_');
  const plain = `${type}; filename="${ascii}"`;
  return ascii === name ? plain : `${plain}; filename*=UTF-8''${encodeRfc8187(name)}`;
}

/** RFC 8187 §3.2: encodeURIComponent, minus the five characters it leaves that attr-char does not allow. */
function encodeRfc8187(text: string): string {
  return encodeURIComponent(text).replaceAll(
    /['()*]/g,
    (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}
