const decoder = new TextDecoder('gb18030', { fatal: true });

/** Every two-byte pair of GB18030 by its character: lead 0x81-0xFE, trail 0x40-0xFE without 0x7F. */
function pairs(): Map<string, readonly [number, number]> {
  const table = new Map<string, readonly [number, number]>();
  for (let lead = 0x81; lead <= 0xfe; lead += 1)
    for (let trail = 0x40; trail <= 0xfe; trail += 1) {
      if (trail === 0x7f) continue;
      const character = decoder.decode(Uint8Array.of(lead, trail));
      if (!table.has(character)) table.set(character, [lead, trail]);
    }
  return table;
}

/**
 * Text as GB18030, its one- and two-byte part: enough for names of the GBK repertoire. Throws on a
 * character that needs four bytes.
 */
export function encodeGb18030(text: string): Uint8Array {
  const table = pairs();
  const out: number[] = [];
  for (const character of text) {
    const code = character.codePointAt(0) ?? 0;
    if (code < 0x80) {
      out.push(code);
      continue;
    }
    const pair = table.get(character);
    if (!pair) throw new Error(`no two-byte GB18030 form of U+${code.toString(16)}`);
    out.push(...pair);
  }
  return Uint8Array.from(out);
}
