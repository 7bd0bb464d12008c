import type { Context } from 'hono';
import type { Kysely } from 'kysely';
import type { Actor } from '#src/kernel/actor.ts';
import { AppError, errors } from '#src/kernel/errors.ts';
import type { AppEnv } from '#src/kernel/http.ts';
import type { HubTables } from './deps.ts';
import { canSee } from './policy.ts';
import { organisationBySlug, type OrganisationRow } from './queries/organisation.ts';

/** The organisation at this or a former slug, when this actor may see it; 404 otherwise. */
export async function findOrganisation(
  db: Kysely<HubTables>,
  actor: Actor,
  slug: string,
): Promise<OrganisationRow> {
  const row = await organisationBySlug(db, slug);
  if (!row || !canSee(actor, row)) throw new AppError(errors.notFound);
  return row;
}

/** Where a renamed organisation is now. */
export function movedTo(c: Context<AppEnv>, slug: string): Response {
  return c.json({ movedTo: slug }, 301, { location: `/api/v1/organisations/${slug}` });
}
