import { createOrg, createUser, usccCheckCharacter } from '#src/identity/index.ts';
import type { StaffRole } from '#src/kernel/actor.ts';
import type { TestHub } from './hub.ts';
import { Visitor } from './visitor.ts';

export const password = 'a long enough password';

/** A registered person with a verified address, signed in. */
export async function person(
  hub: TestHub,
  name: string,
  options: { staffRole?: StaffRole; verified?: boolean } = {},
): Promise<Visitor & { userId: string; email: string }> {
  const email = `${name}@example.cn`;
  const { userId } = await createUser(hub.node.hub, {
    email,
    name,
    password,
    verified: true,
    language: 'en',
    ...options,
  });
  const visitor = new Visitor(hub);
  await visitor.signIn(email, password);
  return Object.assign(visitor, { userId, email });
}

let serial = 0;

/** A valid code that no other call of this process has returned. */
export function freshUscc(): string {
  serial += 1;
  const body = `91440101MA${String(serial + 5_000_000).padStart(7, '5')}`;
  return body + usccCheckCharacter(body);
}

/** An approved organisation owned by the person of this address. */
export async function organisation(
  hub: TestHub,
  slug: string,
  ownerEmail: string,
  approved = true,
): Promise<{ orgId: string; slug: string }> {
  const name = { zh: `机构 ${slug}`, en: `Organisation ${slug}` };
  const kind = 'enterprise' as const;
  return createOrg(hub.node.hub, { name, slug, uscc: freshUscc(), kind, ownerEmail, approved });
}
