import type { FieldError } from '#src/kernel/errors.ts';

const maxPathBytes = 1024;
const maxSegmentBytes = 255;
/** Device names of Windows, with or without an extension (Microsoft, "Naming Files, Paths, and Namespaces"). */
const deviceName = /^(con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³]|conin\$|conout\$)(\.|$)/i;
// oxlint-disable-next-line no-control-regex -- control characters are what is looked for
const control = /[\u0000-\u001f\u007f-\u009f]/;
/** Bidirectional formatting of Unicode UAX #9: it makes a name look like another. */
const bidi = /[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/;
const reserved = /[<>:"|?*\\]/;

const bytes = (text: string): number => new TextEncoder().encode(text).length;

const rules: readonly (readonly [
  code: string,
  broken: (path: string) => boolean,
  message: string,
])[] = [
  ['empty', (p) => p.length === 0, 'must not be empty'],
  ['control', (p) => control.test(p), 'must not contain control characters'],
  ['bidi', (p) => bidi.test(p), 'must not contain characters that change the direction of writing'],
  ['surrogate', (p) => !p.isWellFormed(), 'must be well-formed Unicode'],
  [
    'reserved',
    (p) => reserved.test(p),
    'must not contain any of \\ < > : " | ? *; use / between folders',
  ],
  ['absolute', (p) => p.startsWith('/'), 'must be relative: no / at the beginning'],
  ['too_long', (p) => bytes(p) > maxPathBytes, 'must have at most 1,024 bytes in UTF-8'],
];

const segmentRules: readonly (readonly [
  code: string,
  broken: (s: string) => boolean,
  message: string,
])[] = [
  ['empty_segment', (s) => s === '', 'must not have an empty folder or file name'],
  ['dots', (s) => s === '.' || s === '..', 'must not go to . or ..'],
  [
    'segment_too_long',
    (s) => bytes(s) > maxSegmentBytes,
    'must have folder and file names of at most 255 bytes',
  ],
  [
    'device',
    (s) => deviceName.test(s),
    'must not use a name that Windows reserves for devices, such as CON or NUL',
  ],
  ['ends', (s) => /[. ]$/.test(s), 'must not have names that end in a dot or a space'],
  ['starts', (s) => s.startsWith(' '), 'must not have names that begin with a space'],
];

/**
 * The first rule that `path` breaks, or undefined. A path that passes can be written on Linux,
 * macOS and Windows and cannot leave its folder; `数据/说明.csv` passes. The answer never holds the path.
 */
export function pathProblem(path: string, field = 'path'): FieldError | undefined {
  for (const [code, broken, message] of rules) if (broken(path)) return { field, code, message };
  const segments = path.normalize('NFC').split('/');
  for (const [code, broken, message] of segmentRules)
    if (segments.some((s) => broken(s))) return { field, code, message };
  return undefined;
}

/** The path as it is stored: NFC, so that equal names are equal bytes. */
export const normalPath = (path: string): string => path.normalize('NFC');

/** The path as it is compared: what a file system that folds case would take for the same. */
export const pathKey = (path: string): string =>
  path.normalize('NFKC').toLowerCase().toUpperCase().toLowerCase().normalize('NFC');

/** The folder of a path without a final slash; empty at the top. */
export const folderOf = (path: string): string => path.slice(0, Math.max(0, path.lastIndexOf('/')));

/** True when one path is a folder of the other: `a` and `a/b` cannot both be files. */
export const pathsCollide = (a: string, b: string): boolean =>
  b.startsWith(`${a}/`) || a.startsWith(`${b}/`);
