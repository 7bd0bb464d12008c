const startsWith = (bytes: Uint8Array, ...wanted: number[]): boolean =>
  wanted.every((byte, i) => bytes[i] === byte);

function isText(bytes: Uint8Array): boolean {
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    return !bytes.includes(0);
  } catch {
    return false;
  }
}

const office: Readonly<Record<string, string>> = {
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
};

/** The media type of an attachment by its first bytes; undefined for what is not taken. */
export function sniffType(bytes: Uint8Array, name: string): string | undefined {
  if (bytes.byteLength === 0) return undefined;
  if (startsWith(bytes, 0x25, 0x50, 0x44, 0x46, 0x2d)) return 'application/pdf';
  if (startsWith(bytes, 0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a)) return 'image/png';
  if (startsWith(bytes, 0xff, 0xd8, 0xff)) return 'image/jpeg';
  const extension = name.toLowerCase().split('.').at(-1) ?? '';
  if (startsWith(bytes, 0x50, 0x4b, 0x03, 0x04))
    return Object.hasOwn(office, extension) ? office[extension] : undefined;
  return ['txt', 'md', 'csv'].includes(extension) && isText(bytes) ? 'text/plain' : undefined;
}
