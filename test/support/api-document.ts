import type { RouteAccess } from '#src/kernel/validate.ts';
import type { TestHub } from './hub.ts';

/** The part of JSON Schema that our published document uses. */
export interface JsonSchema {
  readonly type?: string;
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly anyOf?: readonly JsonSchema[];
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly required?: readonly string[];
  readonly items?: JsonSchema | false;
  readonly prefixItems?: readonly JsonSchema[];
  readonly pattern?: string;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly minItems?: number;
  readonly maxItems?: number;
}

export interface ApiParameter {
  readonly in: 'path' | 'query' | 'header';
  readonly name: string;
  readonly required?: boolean;
  readonly schema: JsonSchema;
}

export interface ApiRoute {
  readonly method: string;
  /** As in the document, `{name}` for parameters. */
  readonly path: string;
  readonly access: RouteAccess | undefined;
  readonly scope: string | undefined;
  readonly parameters: readonly ApiParameter[];
  readonly body: JsonSchema | undefined;
}

const methods = ['get', 'put', 'post', 'patch', 'delete'];

/** Every route of the published document, in its order. */
export async function apiRoutes(hub: TestHub): Promise<ApiRoute[]> {
  const document = (await (await fetch(`${hub.url}/openapi.json`)).json()) as {
    paths: Record<string, Record<string, any>>;
  };
  return Object.entries(document.paths).flatMap(([path, operations]) =>
    methods
      .filter((method) => operations[method])
      .map((method) => {
        const operation = operations[method];
        return {
          method: method.toUpperCase(),
          path,
          access: operation['x-access'] as RouteAccess | undefined,
          scope: operation['x-scope'] as string | undefined,
          parameters: (operation.parameters ?? []) as ApiParameter[],
          body: operation.requestBody?.content?.['application/json']?.schema as
            | JsonSchema
            | undefined,
        };
      }),
  );
}

export const routeName = (route: Pick<ApiRoute, 'method' | 'path'>): string =>
  `${route.method} ${route.path}`;

/** A text for every pattern that the document uses; the first that matches is taken. */
const texts = [
  '01890000-0000-7000-8000-000000000000',
  '1.0.0',
  'sample',
  'sample@example.cn',
  'https://example.cn/',
  '2026-01-01',
  '2026',
  '2027-01-01T00:00:00Z',
  '0'.repeat(64),
  'A'.repeat(43),
  '91440101MA5AAAAA00',
  '91350100MA5AAAAA00'.replace(/./g, '1'),
  'zh',
  '123456',
  'abcdefgh-1234',
  '/',
  '10',
  'catalog.publish',
  'M8',
  '12:00:00',
];

/** A value that the schema allows; throws where it knows no text for a pattern. */
export function sampleOf(schema: JsonSchema): unknown {
  if (schema.enum) return schema.enum[0];
  if ('const' in schema) return schema.const;
  if (schema.anyOf?.[0]) return sampleOf(schema.anyOf[0]);
  if (schema.type === 'object')
    return Object.fromEntries(
      Object.entries(schema.properties ?? {})
        .filter(([name]) => schema.required?.includes(name))
        .map(([name, inner]) => [name, sampleOf(inner)]),
    );
  if (schema.type === 'array') {
    if (schema.prefixItems) return schema.prefixItems.map(sampleOf);
    const { items } = schema;
    return items ? Array.from({ length: schema.minItems ?? 0 }, () => sampleOf(items)) : [];
  }
  if (schema.type === 'integer' || schema.type === 'number')
    return Math.max(schema.minimum ?? 0, 0);
  if (schema.type === 'boolean') return false;
  return sampleText(schema);
}

function sampleText({ pattern, minLength = 1 }: JsonSchema): string {
  if (!pattern) return 'x'.repeat(Math.max(minLength, 1));
  const found = texts.find((text) => new RegExp(pattern, 'u').test(text));
  if (found === undefined) throw new Error(`no sample text for the pattern ${pattern}`);
  return found;
}

/** The path with its parameters filled in, each encoded. */
export const fillPath = (path: string, values: Readonly<Record<string, string>>): string =>
  path.replaceAll(/\{(\w+)\}/g, (_, name: string) => {
    const value = values[name];
    if (value === undefined) throw new Error(`no value for {${name}} in ${path}`);
    return encodeURIComponent(value);
  });
