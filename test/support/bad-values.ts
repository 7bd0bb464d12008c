import { sampleOf, type JsonSchema } from './api-document.ts';

/** Sent wherever text can be sent; no answer may contain it. */
export const marker = 'mArKeR~zQ9';

/** Text that only the database refuses. */
export const nul = 'NUL in text';

export interface BadValue {
  /** JSON path into the body: names and indexes. */
  readonly path: readonly string[];
  readonly what: string;
  readonly value: unknown;
}

const wrongType = (schema: JsonSchema): unknown =>
  schema.type === 'string' || schema.enum || schema.anyOf ? { [marker]: marker } : marker;

/** Values that the schema forbids at its top, each wrong in one way. */
function wrongHere(schema: JsonSchema): { what: string; value: unknown }[] {
  const found = [{ what: 'wrong type', value: wrongType(schema) }];
  const { type, maxLength, minimum, maximum, minItems, maxItems, pattern, items } = schema;
  if (schema.enum) found.push({ what: 'not one of them', value: marker });
  if (type === 'string') {
    if (maxLength !== undefined)
      found.push({
        what: 'too long',
        value: marker.repeat(Math.ceil((maxLength + 1) / marker.length)),
      });
    if (schema.minLength) found.push({ what: 'empty', value: '' });
    // PostgreSQL holds no NUL; no schema says so, hence no field is named.
    if (!pattern && !schema.enum) found.push({ what: nul, value: `a\0${marker}` });
    if (pattern && !new RegExp(pattern, 'u').test(`${marker} `))
      found.push({ what: 'wrong form', value: `${marker} ` });
  }
  if (type === 'integer') found.push({ what: 'not whole', value: 1.5 });
  if (minimum !== undefined) found.push({ what: 'too small', value: minimum - 1 });
  if (maximum !== undefined) found.push({ what: 'too large', value: maximum + 1 });
  if (type === 'array' && items) {
    if (minItems) found.push({ what: 'too few', value: [] });
    if (maxItems !== undefined && maxItems <= 1000)
      found.push({
        what: 'too many',
        value: Array.from({ length: maxItems + 1 }, () => sampleOf(items)),
      });
  }
  return found;
}

/** Every way in which one value below `schema` can be wrong, members of members included. */
export function badValues(schema: JsonSchema, path: readonly string[] = []): BadValue[] {
  const here = path.length > 0 ? wrongHere(schema).map((wrong) => ({ path, ...wrong })) : [];
  const below = Object.entries(schema.properties ?? {}).flatMap(([name, inner]) =>
    badValues(inner, [...path, name]),
  );
  const inItems = schema.items && path.length > 0 ? badValues(schema.items, [...path, '0']) : [];
  return [...here, ...below, ...inItems];
}

/** A copy of `body` with `value` at `path`; the way there is filled with samples of the schema. */
export function withValue(
  schema: JsonSchema,
  body: unknown,
  path: readonly string[],
  value: unknown,
): unknown {
  const [head, ...rest] = path;
  if (head === undefined) return value;
  if (schema.type === 'array') {
    const item = schema.items || {};
    return [withValue(item, sampleOf(item), rest, value)];
  }
  const inner = schema.properties?.[head] ?? {};
  const members = (body ?? {}) as Record<string, unknown>;
  const old = members[head] ?? (rest.length > 0 ? sampleOf(inner) : undefined);
  return { ...members, [head]: withValue(inner, old, rest, value) };
}
