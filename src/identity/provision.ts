import { hashPassword } from 'better-auth/crypto';
import type { Transaction } from 'kysely';
import { recordAudit } from '#src/audit/index.ts';
import { systemActor, type StaffRole } from '#src/kernel/actor.ts';
import { AppError, errors } from '#src/kernel/errors.ts';
import { newId } from '#src/kernel/ids.ts';
import type { Store } from '#src/ports/store.ts';
import { email } from './account-schema.ts';
import { passwordMax, passwordMin } from './accounts.ts';
import { issueToken } from './create-token.ts';
import type { HubTables } from './deps.ts';
import { identityErrors as own } from './errors.ts';
import { insertMember } from './queries/member.ts';
import { organisationBySlug } from './queries/organisation.ts';
import { insertAccount, insertPerson, personByEmail } from './queries/person.ts';
import { insertNamed } from './register-organisation.ts';
import type { TokenScope } from './scopes.ts';
import type { OrganisationKind } from './tables.ts';
import { organisationRecord } from './views.ts';

/** The command line and the seeds act as the hub itself. */
const provisioning = systemActor('command line');

interface ProvisionDeps {
  readonly store: Store<HubTables>;
}

export interface NewUser {
  readonly email: string;
  readonly name: string;
  /** 10 to 128 characters; absent, the person can sign in only after a reset by mail. */
  readonly password?: string | undefined;
  readonly staffRole?: StaffRole | undefined;
  readonly language?: 'zh' | 'en' | undefined;
  /** The address is taken as confirmed; false unless told. */
  readonly verified?: boolean | undefined;
}

/**
 * Creates a person with a password. Throws hub.duplicate when the address is taken: creating never
 * changes an existing account (the lesson of CKAN's CVE-2022-43685).
 */
export async function createUser(deps: ProvisionDeps, input: NewUser): Promise<{ userId: string }> {
  if (!email.allows(input.email))
    throw new AppError(errors.invalid, {
      errors: [{ field: 'email', code: 'email', message: 'must be an e-mail address' }],
    });
  const { password } = input;
  if (password !== undefined && (password.length < passwordMin || password.length > passwordMax))
    throw new AppError(own.passwordLength);
  const hash = password === undefined ? null : await hashPassword(password);
  const userId = newId();
  await deps.store.write(provisioning, async (trx) => {
    const account = {
      id: userId,
      accountId: newId(),
      email: input.email,
      name: input.name,
      hash,
      verified: input.verified ?? false,
    };
    if (!(await insertAccount(trx, account))) throw new AppError(errors.duplicate);
    const staff = input.staffRole ? [input.staffRole] : [];
    await insertPerson(trx, {
      user_id: userId,
      name: input.name,
      language: input.language ?? 'zh',
      staff_roles: staff,
    });
    await recordAudit(trx, provisioning, {
      action: 'identity.create-user',
      objectType: 'person',
      objectId: userId,
      after: { name: input.name, staff },
    });
  });
  return { userId };
}

export interface NewOrg {
  /** One name for both languages, or one each. */
  readonly name: string | { readonly zh: string; readonly en: string };
  /** Made from the English name and the code when absent. */
  readonly slug?: string | undefined;
  readonly uscc: string;
  readonly kind: OrganisationKind;
  readonly ownerEmail: string;
  readonly approved?: boolean | undefined;
}

/** Latin letters and digits of the name, else `org-` and the end of the code. */
function slugFor(name: string, uscc: string): string {
  const slug = name
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, 48)
    .replace(/^-+|-+$/g, '');
  return slug.length >= 3 ? slug : `org-${uscc.slice(-6).toLowerCase()}`;
}

async function personOf(trx: Transaction<HubTables>, email: string) {
  const person = await personByEmail(trx, email);
  if (!person) throw new AppError(errors.notFound);
  return person;
}

/** Creates an organisation with its owner; hub.notFound when nobody has that address. */
export async function createOrg(
  deps: ProvisionDeps,
  input: NewOrg,
): Promise<{ orgId: string; slug: string }> {
  const { name } = input;
  const { zh, en } = typeof name === 'string' ? { zh: name, en: name } : name;
  return deps.store.write(provisioning, async (trx) => {
    const owner = await personOf(trx, input.ownerEmail);
    const row = await insertNamed(trx, {
      id: newId(),
      slug: input.slug ?? slugFor(en, input.uscc),
      name_zh: zh,
      name_en: en,
      uscc: input.uscc,
      kind: input.kind,
      status: input.approved ? 'approved' : 'pending',
      created_by: owner.user_id,
    });
    await insertMember(trx, { org_id: row.id, user_id: owner.user_id, role: 'owner' });
    await recordAudit(trx, provisioning, {
      action: 'identity.register-organisation',
      objectType: 'organisation',
      objectId: row.id,
      orgId: row.id,
      after: organisationRecord(row),
    });
    return { orgId: row.id, slug: row.slug };
  });
}

/**
 * Makes a person an ordinary member of an organisation; nothing for who is one already. hub.notFound when
 * either is unknown. Returns the person's id.
 */
export async function addMember(
  deps: ProvisionDeps,
  input: { readonly slug: string; readonly email: string },
): Promise<string> {
  return deps.store.write(provisioning, async (trx) => {
    const org = await organisationBySlug(trx, input.slug);
    if (!org) throw new AppError(errors.notFound);
    const { user_id } = await personOf(trx, input.email);
    const added = await insertMember(trx, { org_id: org.id, user_id, role: 'member' });
    if (added)
      await recordAudit(trx, provisioning, {
        action: 'identity.add-member',
        objectType: 'member',
        objectId: `${org.id}/${user_id}`,
        orgId: org.id,
        after: { role: 'member' },
      });
    return user_id;
  });
}

export interface NewCliToken {
  readonly email: string;
  readonly scopes: readonly TokenScope[];
  /** 1 to 365. */
  readonly days: number;
  readonly name?: string | undefined;
}

/** Makes an API token for a person and returns its text; it cannot be shown again. */
export async function createToken(deps: ProvisionDeps, input: NewCliToken): Promise<string> {
  const { scopes, days, name = 'command line' } = input;
  if (!Number.isInteger(days) || days < 1 || days > 365 || scopes.length === 0)
    throw new AppError(errors.invalid);
  return deps.store.write(provisioning, async (trx) => {
    const person = await personOf(trx, input.email);
    const { row, token } = await issueToken(trx, person.user_id, { name, scopes, days });
    await recordAudit(trx, provisioning, {
      action: 'identity.create-token',
      objectType: 'token',
      objectId: row.id,
      after: { userId: person.user_id, scopes: row.scopes, expiresAt: row.expires_at },
    });
    return token;
  });
}
