/** A version as three whole numbers (semver.org 2.0.0 without pre-release and build). */
export interface VersionNumber {
  readonly major: number;
  readonly minor: number;
  readonly patch: number;
}

/** Parses text that the schema `semver` has accepted. */
export function parseVersion(text: string): VersionNumber {
  const [major = 0, minor = 0, patch = 0] = text.split('.').map(Number);
  return { major, minor, patch };
}

/** Negative, zero or positive as `a` is before, equal to or after `b` (semver.org §11). */
export const compareVersions = (a: VersionNumber, b: VersionNumber): number =>
  a.major - b.major || a.minor - b.minor || a.patch - b.patch;

/** The three smallest numbers after `latest`; a first version is 1.0.0 (or 0.1.0 while it settles). */
export function nextVersions(latest: VersionNumber | undefined): {
  patch: string;
  minor: string;
  major: string;
} {
  if (!latest) return { patch: '0.0.1', minor: '0.1.0', major: '1.0.0' };
  return {
    patch: `${latest.major}.${latest.minor}.${latest.patch + 1}`,
    minor: `${latest.major}.${latest.minor + 1}.0`,
    major: `${latest.major + 1}.0.0`,
  };
}
