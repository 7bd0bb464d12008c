import { Hono } from 'hono';
import { generateSpecs } from 'hono-openapi';
import { registeredErrors } from '#src/kernel/errors.ts';
import type { AppEnv } from '#src/kernel/http.ts';

const problem = {
  type: 'object',
  required: ['type', 'title', 'status', 'code', 'detail', 'requestId'],
  properties: {
    type: { type: 'string' },
    title: { type: 'string' },
    status: { type: 'integer' },
    code: { type: 'string' },
    detail: { type: 'string' },
    requestId: { type: 'string' },
    errors: {
      type: 'array',
      items: {
        type: 'object',
        required: ['field', 'code', 'message'],
        properties: {
          field: { type: 'string' },
          code: { type: 'string' },
          message: { type: 'string' },
        },
      },
    },
  },
};

/** The OpenAPI 3.1 document of everything under /api/v1, from the schemas the routes validate with. */
export function openApiDocument(app: Hono<AppEnv>): Promise<unknown> {
  return generateSpecs(app as unknown as Hono, {
    documentation: {
      openapi: '3.1.0',
      info: {
        title: 'Banyan API',
        version: '1',
        description:
          'Every mutation needs an Idempotency-Key header. Errors are RFC 9457 problem details.',
        license: { name: 'Apache-2.0' },
      },
      servers: [{ url: '/' }],
      components: {
        schemas: { Problem: problem as never },
        securitySchemes: {
          bearer: { type: 'http', scheme: 'bearer' },
          session: { type: 'apiKey', in: 'cookie', name: 'banyan.session_token' },
        },
      },
    },
  });
}

/** `/openapi.json` and the list of error codes; the reader's page is a file of ours beside it. */
export function openApiRoutes(documented: Hono<AppEnv>): Hono<AppEnv> {
  const app = new Hono<AppEnv>();
  let cached: Promise<string> | undefined;
  app.get('/openapi.json', async (c) => {
    cached ??= openApiDocument(documented).then((document) => JSON.stringify(document));
    return c.body(await cached, 200, {
      'content-type': 'application/json',
      'cache-control': 'public, max-age=300',
    });
  });
  app.get('/api/errors', (c) => c.json({ errors: registeredErrors() }));
  return app;
}
