import { encode } from 'uqr';
import type { Page } from './page.ts';

/** A QR code (error correction M), with the quiet zone that the standard asks for; all in points. */
export function drawCode(
  page: Page,
  text: string,
  at: { readonly x: number; readonly y: number; readonly size: number },
): void {
  const { size, data } = encode(text, { ecc: 'M', border: 4 });
  const module = at.size / size;
  page.fillColor('#000000');
  data.forEach((row, r) =>
    row.forEach((dark, c) => {
      if (dark) page.rect(at.x + c * module, at.y + r * module, module, module);
    }),
  );
  page.fill();
}
