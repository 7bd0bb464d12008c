/** Cells of a workbook's first sheet by row; its parts are stored as they are, so the text is read directly. */
export function workbookCells(bytes: Uint8Array): (string | number)[][] {
  const text = new TextDecoder().decode(bytes);
  const sheet = /<sheetData>([\s\S]*?)<\/sheetData>/u.exec(text)?.[1] ?? '';
  const plain = (xml: string) =>
    xml
      .replaceAll('&lt;', '<')
      .replaceAll('&gt;', '>')
      .replaceAll('&quot;', '"')
      .replaceAll('&amp;', '&');
  return [...sheet.matchAll(/<row [^>]*>([\s\S]*?)<\/row>/gu)].map(([, row = '']) =>
    [...row.matchAll(/<c [^>]*?>(?:<v>([^<]*)<\/v>|<is><t[^>]*>([^<]*)<\/t><\/is>)<\/c>/gu)].map(
      ([, value, inline]) => (value === undefined ? plain(inline ?? '') : Number(value)),
    ),
  );
}
