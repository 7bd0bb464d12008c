const longest = 60;

/** A short name made of an English title: `Sea surface temperature, 2026` → `sea-surface-temperature-2026`. */
export function suggestName(title: string): string {
  return title
    .normalize('NFKD')
    .replaceAll(/\p{Mark}/gu, '')
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/gu, '-')
    .slice(0, longest)
    .replaceAll(/^-+|-+$/gu, '');
}
