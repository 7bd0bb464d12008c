import { inflateSync } from 'node:zlib';

interface PdfObject {
  readonly head: string;
  readonly stream: string | undefined;
}

/** Objects of a PDF as pdfkit writes it: no object streams, content deflated. */
function objectsOf(pdf: Buffer): Map<string, PdfObject> {
  const text = pdf.toString('latin1');
  const found = new Map<string, PdfObject>();
  for (const match of text.matchAll(/(\d+) 0 obj\n([\s\S]*?)\nendobj/g)) {
    const [, id = '', body = ''] = match;
    const at = body.indexOf('\nstream\n');
    const head = at < 0 ? body : body.slice(0, at);
    const raw = at < 0 ? undefined : body.slice(at + 8, body.lastIndexOf('\nendstream'));
    const bytes = raw === undefined ? undefined : Buffer.from(raw, 'latin1');
    const stream = bytes && (head.includes('/FlateDecode') ? inflateSync(bytes) : bytes);
    found.set(id, { head, stream: stream?.toString('latin1') });
  }
  return found;
}

/** Glyph → text of each font by its resource name, from the ToUnicode maps. */
function fontsOf(objects: Map<string, PdfObject>): Map<string, string[]> {
  const fonts = new Map<string, string[]>();
  for (const { head } of objects.values())
    for (const [, name = '', id = ''] of head.matchAll(/\/(F\d+) (\d+) 0 R/g)) {
      const map = /\/ToUnicode (\d+) 0 R/.exec(objects.get(id)?.head ?? '')?.[1];
      const cmap = map === undefined ? '' : (objects.get(map)?.stream ?? '');
      const glyphs: string[] = [];
      for (const [, first = '', list = ''] of cmap.matchAll(/<(\w+)> <\w+> \[([^\]]*)\]/g))
        for (const [n, [, code = '']] of [...list.matchAll(/<([\w ]+)>/g)].entries())
          glyphs[Number.parseInt(first, 16) + n] = Buffer.from(code.replaceAll(' ', ''), 'hex')
            .swap16()
            .toString('utf16le');
      fonts.set(name, glyphs);
    }
  return fonts;
}

/** The text of every page, one string a page, lines joined by a line feed. */
export function pdfPages(pdf: Buffer): string[] {
  const objects = objectsOf(pdf);
  const fonts = fontsOf(objects);
  const pages = [...objects.values()].filter(({ head }) => /\/Type \/Page\b/.test(head));
  return pages.map(({ head }) => {
    const content = objects.get(/\/Contents (\d+) 0 R/.exec(head)?.[1] ?? '')?.stream ?? '';
    const lines: string[] = [];
    let glyphs: string[] = [];
    for (const [, font, shown] of content.matchAll(/\/(F\d+) [\d.]+ Tf|\[([^\]]*)\] TJ/g)) {
      if (font) glyphs = fonts.get(font) ?? [];
      else if (shown !== undefined)
        lines.push(
          [...shown.matchAll(/<(\w*)>/g)]
            .flatMap(([, hex = '']) => hex.match(/.{4}/g) ?? [])
            .map((code) => glyphs[Number.parseInt(code, 16)] ?? '\uFFFD')
            .join(''),
        );
    }
    return lines.join('\n');
  });
}
