import type { Actor } from '#src/kernel/actor.ts';
import { AppError, errors, registeredErrors, type ErrorCode } from '#src/kernel/errors.ts';
import type { AccessAction, AccessPermit } from '#src/ports/access.ts';
import type { Db } from '../deps.ts';
import { isInside } from '../policy.ts';
import { readVersion, type FoundDataset, type FoundVersion } from '../read-version.ts';
import type { FilesDeps } from './deps.ts';

export interface VersionAddress {
  readonly org: string;
  readonly name: string;
  /** A number or `latest`. */
  readonly semver: string;
}

export interface OpenVersion {
  readonly dataset: FoundDataset;
  readonly version: FoundVersion;
  readonly permit: AccessPermit;
}

const codeOf = (reason: string): ErrorCode =>
  registeredErrors().find((spec) => spec.code === reason) ?? errors.forbidden;

/**
 * The version at an address, if the actor may do `action` with it; inside the request's transaction.
 * Throws what `readVersion` throws, `hub.notFound` for one that waits for the operator, and the code
 * that the access port gives as reason.
 */
export async function openVersion(
  db: Db,
  deps: Pick<FilesDeps, 'access'>,
  actor: Actor,
  address: VersionAddress,
  action: AccessAction,
): Promise<OpenVersion> {
  const { dataset, version, subject } = await readVersion(db, actor, address);
  if (version.state === 'waiting' && !isInside(actor, dataset)) throw new AppError(errors.notFound);
  const decision = await deps.access.decide(db, actor, action, subject);
  if (decision.verdict === 'deny') throw new AppError(codeOf(decision.reason));
  return { dataset, version, permit: decision };
}
