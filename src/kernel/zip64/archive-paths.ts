const DEVICE = /^(con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])(\.|$)/i;
// oxlint-disable-next-line no-control-regex -- control characters are what is looked for
const UNSAFE = /[\u0000-\u001f\u007f-\u009f<>:"|?*\u202a-\u202e\u2066-\u2069]/g;
const SEGMENT_BYTES = 255;

/**
 * Names that unpack safely everywhere, one for each path and in its order: relative, with `/`, no
 * `..`, drive letter, control character, Windows device or trailing dot, no bidirectional override
 * (plain right-to-left marks stay), segments of at most 255 bytes, and no two that a file system
 * ignoring case or Unicode normal form would take for the same file. `taken` are names already used.
 */
export function archivePaths(paths: readonly string[], taken: readonly string[] = []): string[] {
  const safe = paths.map(safePath);
  const folders = new Set(safe.flatMap((path) => parents(path)).map(nameKey));
  const files = new Set(taken.map(nameKey));
  return safe.map((path) => {
    let name = path;
    for (let n = 2; files.has(nameKey(name)) || folders.has(nameKey(name)); n++)
      name = numbered(path, n);
    files.add(nameKey(name));
    return name;
  });
}

/** One such name by itself; not made unique. */
export function safePath(path: string): string {
  const segments = path
    .toWellFormed()
    .split(/[/\\]/)
    .filter((segment) => segment !== '' && segment !== '.' && segment !== '..')
    .map(safeSegment);
  return segments.length === 0 ? 'file' : segments.slice(-100).join('/');
}

function safeSegment(segment: string): string {
  const clean = segment.replaceAll(UNSAFE, '_').replace(/[. ]+$/, (end) => '_'.repeat(end.length));
  return cut(DEVICE.test(clean) ? `_${clean}` : clean, SEGMENT_BYTES);
}

/** Shortens to `bytes` of UTF-8 between characters, keeping the extension. */
function cut(name: string, bytes: number): string {
  const size = (text: string): number => new TextEncoder().encode(text).length;
  if (size(name) <= bytes) return name;
  const extension = /\.[A-Za-z0-9]{1,16}$/.exec(name)?.[0] ?? '';
  let stem = '';
  let used = size(extension);
  for (const character of name.slice(0, name.length - extension.length)) {
    used += size(character);
    if (used > bytes) break;
    stem += character;
  }
  return stem + extension;
}

/** The name with ` (n)` before its extension. */
export function numbered(path: string, n: number): string {
  const slash = path.lastIndexOf('/') + 1;
  const dot = path.lastIndexOf('.');
  const at = dot > slash ? dot : path.length;
  const mark = ` (${n})`;
  const segment = cut(path.slice(slash, at), SEGMENT_BYTES - mark.length - (path.length - at) * 3);
  return `${path.slice(0, slash)}${segment}${mark}${path.slice(at)}`;
}

function parents(path: string): string[] {
  const out: string[] = [];
  for (let at = path.indexOf('/'); at !== -1; at = path.indexOf('/', at + 1))
    out.push(path.slice(0, at));
  return out;
}

/** What two names share that a file system may take for the same file. */
export function nameKey(name: string): string {
  return name.normalize('NFC').toLowerCase();
}
