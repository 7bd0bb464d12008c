/** Addresses below /api/v1, in one place. Organisation and name are slugs; file paths are encoded by segment. */
const dataset = (org: string, name: string): string => `/datasets/${org}/${name}`;
const version = (org: string, name: string, semver: string): string =>
  `${dataset(org, name)}/versions/${semver}`;
const filePath = (path: string): string => path.split('/').map(encodeURIComponent).join('/');

export const api = {
  dataset,
  version,
  /** Whole file list, one folder or page of it; `semver` may be `latest`. */
  files: (org: string, name: string, semver: string, query = ''): string =>
    `${version(org, name, semver)}/files${query === '' ? '' : `?${query}`}`,
  /** A hundred rows after `from` others. */
  preview: (org: string, name: string, semver: string, path: string, from = 0): string =>
    `${version(org, name, semver)}/files/${filePath(path)}/preview${from === 0 ? '' : `?from=${from}`}`,
  profile: (org: string, name: string, semver: string, path: string): string =>
    `${version(org, name, semver)}/files/${filePath(path)}/profile`,
  diff: (org: string, name: string, from: string, to: string): string =>
    `${dataset(org, name)}/diff?from=${from}&to=${to}`,
  accessTerms: (org: string, name: string): string => `${dataset(org, name)}/access-terms`,
  accessRequests: (org: string, name: string): string => `${dataset(org, name)}/access-requests`,
  appeals: (org: string, name: string): string => `${dataset(org, name)}/appeals`,
  suspend: (org: string, name: string): string => `/operator/datasets/${org}/${name}/suspend`,
  reports: (org: string, name: string): string => `${dataset(org, name)}/reports`,
};

/** Address of a file's bytes, from the root of the site. */
export const downloadHref = (org: string, name: string, semver: string, path: string): string =>
  `/api/v1${version(org, name, semver)}/raw/${filePath(path)}`;

/** The same bytes shown inside a page, which does not count as a download. */
export const embeddedHref = (org: string, name: string, semver: string, path: string): string =>
  `${downloadHref(org, name, semver, path)}?embedded`;

/** Address of the whole version as one ZIP. */
export const archiveHref = (org: string, name: string, semver: string): string =>
  `/api/v1${version(org, name, semver)}/archive.zip`;
