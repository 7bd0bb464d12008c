import { nameKey, numbered, safePath } from '#src/kernel/zip64/archive-paths.ts';

/**
 * The file name in a reference to an image: of a URL the last part of its path, of Label Studio's local files the path
 * in `?d=`. Always one safe segment: no folder, drive, control character or device name survives.
 */
export function imageName(reference: string): string {
  let path = reference;
  const url = /^[a-z][a-z0-9+.-]*:\/\//i.test(reference) || /[?#]/.test(reference);
  if (url) {
    const local = /[?&]d=([^&#]*)/.exec(reference)?.[1];
    path = decoded(
      local ?? reference.replace(/[?#].*$/s, '').replace(/^[a-z0-9+.-]+:\/\/[^/]*/i, ''),
    );
  }
  const last = safePath(path).split('/').at(-1) ?? 'file';
  return last === '' ? 'file' : last;
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** Hands out names that no other entry has, on any file system: a second `a.jpg` becomes `a (2).jpg`. */
export class ArchiveNames {
  private readonly taken = new Set<string>();
  /** The number to try next for a name that was wanted before. */
  private readonly next = new Map<string, number>();

  /** `family`: what must be unique, such as the name without its extension. */
  take(wanted: string, family: (name: string) => string = (name) => name): string {
    const key = nameKey(family(wanted));
    let n = this.next.get(key) ?? 1;
    let name = n === 1 ? wanted : numbered(wanted, n);
    while (this.taken.has(nameKey(family(name)))) name = numbered(wanted, (n += 1));
    this.next.set(key, n + 1);
    this.taken.add(nameKey(family(name)));
    return name;
  }
}

/** A file name without its extension. */
export const stemOf = (name: string): string => {
  const dot = name.lastIndexOf('.');
  return dot > 0 ? name.slice(0, dot) : name;
};
