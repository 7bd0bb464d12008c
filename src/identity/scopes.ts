/** What an API token may be allowed to do; each route names the one it needs. */
export const tokenScopes = [
  'catalog:read',
  'catalog:write',
  'annotation:read',
  'annotation:write',
  'review:read',
  'review:write',
  'org:manage',
  'staff',
  'account',
] as const;
export type TokenScope = (typeof tokenScopes)[number];
