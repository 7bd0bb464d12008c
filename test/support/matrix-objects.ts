import { postEntry } from '#src/ledger/index.ts';
import { createToken } from '#src/identity/index.ts';
import { systemActor } from '#src/kernel/actor.ts';
import { newId, randomText, sha256Hex } from '#src/kernel/ids.ts';
import { annotationMakers } from './matrix-annotation.ts';
import { noticeMakers } from './matrix-notice.ts';
import { reviewMakers } from './matrix-review.ts';
import { outcomeMakers } from './matrix-outcome.ts';
import { selectionMakers } from './matrix-selection.ts';
import { plainDataset } from './datasets.ts';
import type { TestHub } from './hub.ts';

/** What the objects of one organisation hang on. */
export interface Stage {
  readonly hub: TestHub;
  readonly org: { readonly orgId: string; readonly slug: string };
  /** Another organisation, to which things can be handed over. */
  readonly other: { readonly orgId: string; readonly slug: string };
  /** A member of the organisation whom nobody needs. */
  readonly spare: { readonly userId: string; readonly email: string };
  /** Whom the caller is, for what belongs to a person. */
  readonly callerId: string | undefined;
}

type Maker = (stage: Stage) => Promise<string>;

let serial = 0;
const fresh = (prefix: string): string => `${prefix}-${(serial += 1)}`;
const now = (): Date => new Date();

function write(stage: Stage, table: string, row: Record<string, unknown>): Promise<unknown> {
  const { store } = stage.hub.node.hub;
  return store.write(systemActor('test'), (trx) =>
    trx
      .insertInto(table as 'catalog.report')
      .values(row as never)
      .execute(),
  );
}

const dataset = (stage: Stage, visibility: 'public' | 'gated' | 'organisation' = 'organisation') =>
  plainDataset(stage.hub, stage.org, fresh('matrix'), { visibility });

const version: Maker = async (stage) => {
  const of = await dataset(stage);
  const id = newId();
  const digest = await sha256Hex(id);
  const numbers = { semver: '1.0.0', major: 1, minor: 0, patch: 0 };
  const content = {
    digest,
    file_count: 0,
    size_bytes: 0,
    formats: [],
    card: '{"title":{"zh":"x"}}',
  };
  await write(stage, 'catalog.version', {
    id,
    dataset_id: of.id,
    state: 'waiting',
    ...numbers,
    ...content,
  });
  return id;
};

const request: Maker = async (stage) => {
  const of = await dataset(stage, 'gated');
  const id = newId();
  const state = { user_id: newId(), purpose: 'x', terms_digest: '0'.repeat(64), state: 'pending' };
  await write(stage, 'catalog.access_request', { id, dataset_id: of.id, ...state });
  return id;
};

const suspended = async (stage: Stage) => {
  const of = await dataset(stage, 'public');
  const suspension = newId();
  await write(stage, 'catalog.suspension', { id: suspension, dataset_id: of.id, reason: 'x' });
  return { of, suspension };
};

const ledgerAccount: Maker = (stage) =>
  stage.hub.node.hub.store.write(systemActor('test'), async (trx) => {
    const kind = `matrix-${'x'.repeat((serial += 1) % 30)}`;
    const lines = [stage.org.orgId, null].map((orgId, n) => ({
      orgId,
      kind,
      amount: n === 0 ? 1n : -1n,
    }));
    const description = { zh: 'x', en: 'x' };
    await postEntry(trx, systemActor('test'), { reference: newId(), description, lines });
    const { id } = await trx
      .selectFrom('ledger.account')
      .select('id')
      .where('org_id', '=', stage.org.orgId)
      .where('kind', '=', kind)
      .executeTakeFirstOrThrow();
    return id;
  });

const certificate: Maker = async (stage) => {
  const id = newId();
  const org_id = stage.org.orgId;
  await write(stage, 'annotation.vendor_certificate', {
    id,
    org_id,
    name: 'x',
    number: 'x',
    issuer: 'x',
    issued_on: '2026-01-01',
  });
  await write(stage, 'annotation.vendor_certificate_file', {
    certificate_id: id,
    org_id,
    name: 'x.pdf',
    media_type: 'application/pdf',
    content: Buffer.from('%PDF-'),
  });
  return id;
};

const registerEntry: Maker = async (stage) => {
  const id = newId();
  await write(stage, 'registers.entry', {
    id,
    register_key: 'annotation-bases',
    org_id: stage.org.orgId,
    name_zh: 'x',
    name_en: 'x',
    attributes: '{}',
  });
  return id;
};

const makers: readonly (readonly [RegExp, Maker])[] = [
  ...annotationMakers,
  ...noticeMakers,
  ...reviewMakers,
  ...outcomeMakers,
  ...selectionMakers,
  [/^\/api\/v1\/access-requests/, request],
  [/\/ledger\/accounts/, ledgerAccount],
  [/\/certificates/, certificate],
  [/\/register-entries/, registerEntry],
  [/^\/api\/v1\/operator\/versions/, version],
  [
    /^\/api\/v1\/operator\/reports/,
    async (stage) => {
      const { id: dataset_id } = await dataset(stage, 'public');
      const id = newId();
      await write(stage, 'catalog.report', {
        id,
        dataset_id,
        kind: 'other',
        text: 'x',
        state: 'open',
      });
      return id;
    },
  ],
  [
    /^\/api\/v1\/operator\/appeals/,
    async (stage) => {
      const { of, suspension: suspension_id } = await suspended(stage);
      const id = newId();
      await write(stage, 'catalog.appeal', {
        id,
        dataset_id: of.id,
        text: 'x',
        state: 'open',
        suspension_id,
      });
      return id;
    },
  ],
  [
    /^\/api\/v1\/transfers\/\{id\}\/(accept|decline)/,
    (stage) => transfer(stage, stage.other.orgId, stage.org.orgId),
  ],
  [/^\/api\/v1\/transfers/, (stage) => transfer(stage, stage.org.orgId, stage.other.orgId)],
  [
    /^\/api\/v1\/uploads/,
    async (stage) => {
      const { id: dataset_id } = await dataset(stage);
      const id = newId();
      const row = {
        org_id: stage.org.orgId,
        path: 'x',
        size_bytes: 1,
        expires_at: new Date(Date.now() + 1e7),
      };
      await write(stage, 'catalog.upload', {
        id,
        dataset_id,
        state: 'receiving',
        transfer: '{}',
        ...row,
      });
      return id;
    },
  ],
  [
    /\/invitations/,
    async (stage) => {
      const id = newId();
      const token_hash = await sha256Hex(randomText());
      const row = {
        email: `${fresh('guest')}@example.cn`,
        role: 'member',
        expires_at: new Date(Date.now() + 1e7),
      };
      await write(stage, 'identity.invitation', {
        id,
        org_id: stage.org.orgId,
        token_hash,
        ...row,
      });
      return id;
    },
  ],
  [
    /^\/api\/v1\/me\/tokens/,
    async (stage) => {
      if (!stage.callerId) return newId();
      const id = newId();
      const row = { name: 'x', token_hash: await sha256Hex(id), hint: 'x', scopes: ['account'] };
      const expires_at = new Date(Date.now() + 1e7);
      await write(stage, 'identity.token', { id, user_id: stage.callerId, ...row, expires_at });
      return id;
    },
  ],
  [
    /^\/api\/v1\/me\/sessions/,
    async (stage) => {
      if (!stage.callerId) return newId();
      const id = newId();
      const row = { expiresAt: new Date(Date.now() + 1e7), token: randomText(), updatedAt: now() };
      await write(stage, 'auth.session', { id, userId: stage.callerId, ...row });
      return id;
    },
  ],
];

async function transfer(stage: Stage, from: string, to: string): Promise<string> {
  const giver = from === stage.org.orgId ? stage.org : stage.other;
  const of = await plainDataset(stage.hub, giver, fresh('handed'), { visibility: 'organisation' });
  const id = newId();
  await write(stage, 'catalog.transfer', {
    id,
    dataset_id: of.id,
    from_org_id: from,
    to_org_id: to,
    state: 'offered',
  });
  return id;
}

/** The id of a new object of the kind that `path` speaks of; throws for a kind nobody knows. */
export function makeObject(path: string, stage: Stage): Promise<string> {
  const maker = makers.find(([pattern]) => pattern.test(path))?.[1];
  if (!maker) throw new Error(`no object can be made for ${path}`);
  return maker(stage);
}

/** A person of the organisation that may be removed from it. */
export async function spareMember(stage: Stage): Promise<string> {
  await stage.hub.node.hub.store.write(systemActor('test'), (trx) =>
    trx
      .insertInto('identity.member')
      .values({ org_id: stage.org.orgId, user_id: stage.spare.userId, role: 'member' })
      .onConflict((oc) => oc.doNothing())
      .execute(),
  );
  return stage.spare.userId;
}

/** A token of the person that carries one scope alone. */
export const narrowToken = (hub: TestHub, email: string, scope: 'account' | 'catalog:read') =>
  createToken(hub.node.hub, { email, scopes: [scope], days: 1 });
