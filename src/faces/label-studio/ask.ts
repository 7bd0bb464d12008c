import type { Context } from 'hono';
import type { Client } from '#src/annotation/index.ts';
import { AppError, errors } from '#src/kernel/errors.ts';
import type { AppEnv } from '#src/kernel/http.ts';

export const clientOf = (c: Context<AppEnv>): Client => {
  const { actor, requestId } = c.var;
  if (actor.kind !== 'user') throw new AppError(errors.unauthenticated);
  return { actor, requestId };
};

/** An id of the path; what is no number exists nowhere. */
export function numberIn(c: Context<AppEnv>, name: string): number {
  const text = c.req.param(name) ?? '';
  if (!/^[0-9]{1,15}$/.test(text)) throw new AppError(errors.notFound);
  return Number(text);
}

/** A whole number of the query, within bounds; `otherwise` where it is absent. */
export function numberOf(
  c: Context<AppEnv>,
  name: string,
  otherwise: number,
  most: number,
): number {
  const text = c.req.query(name);
  if (text === undefined || text === '') return otherwise;
  if (!/^[0-9]{1,15}$/.test(text) || Number(text) < 1)
    throw invalid(name, 'must be a whole number');
  return Math.min(Number(text), most);
}

export const invalid = (field: string, message: string): AppError =>
  new AppError(errors.invalid, { errors: [{ field, code: 'invalid', message }] });

export const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** The JSON body, or hub.malformed. */
export async function jsonOf(c: Context<AppEnv>): Promise<unknown> {
  try {
    return JSON.parse(await c.req.text()) as unknown;
  } catch (error) {
    throw new AppError(errors.malformed, { cause: error });
  }
}

/** The JSON body as an object. */
export async function objectOf(c: Context<AppEnv>): Promise<Record<string, unknown>> {
  const body = await jsonOf(c);
  if (!isObject(body)) throw invalid('body', 'must be an object');
  return body;
}

/** A text member; undefined where it is absent or null. */
export function textOf(
  body: Record<string, unknown>,
  name: string,
  most: number,
): string | undefined {
  const value = body[name];
  if (value === undefined || value === null) return undefined;
  if (typeof value !== 'string' || value.length > most || /\0/.test(value) || !value.isWellFormed())
    throw invalid(name, `must be a text of at most ${most} characters`);
  return value;
}
