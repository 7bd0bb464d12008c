import { Hono } from 'hono';
import { html, raw } from 'hono/html';
import { AppError, errors, registeredErrors } from '#src/kernel/errors.ts';
import type { AppEnv } from '#src/kernel/http.ts';
import type { StaticFiles } from '#src/ports/static-files.ts';

const day = 'public, max-age=86400';

/** `/api/docs`: the reference of our API; `/api/docs/errors`: what each error code means. */
export function referencePage(files: StaticFiles | undefined): Hono<AppEnv> {
  const app = new Hono<AppEnv>();
  app.get('/api/docs', (c) =>
    c.html(
      html`<!doctype html>
        <html lang="en">
          <head>
            <meta charset="utf-8" />
            <meta name="viewport" content="width=device-width" />
            <title>Banyan API</title>
            <link rel="stylesheet" href="/api/docs/files/swagger-ui.css" />
          </head>
          <body>
            <div id="reference"></div>
            <noscript
              >The document itself is at <a href="/openapi.json">/openapi.json</a>.</noscript
            >
            <script nonce="${c.var.nonce}" src="/api/docs/files/swagger-ui-bundle.js"></script>
            <script nonce="${c.var.nonce}">
              ${raw(`SwaggerUIBundle({ url: '/openapi.json', dom_id: '#reference', deepLinking: true });`)};
            </script>
          </body>
        </html>`,
    ),
  );
  app.get('/api/docs/errors', (c) =>
    c.html(
      html`<!doctype html>
        <html lang="zh">
          <head>
            <meta charset="utf-8" />
            <meta name="viewport" content="width=device-width" />
            <title>错误代码 · Error codes</title>
          </head>
          <body>
            <h1>错误代码 · Error codes</h1>
            <dl>
              ${registeredErrors().map(
                (e) =>
                  html`<dt id="${e.code}"><code>${e.code}</code> (${e.status})</dt>
                    <dd>
                      <p lang="zh">${e.zh}</p>
                      <p lang="en">${e.en}</p>
                    </dd>`,
              )}
            </dl>
          </body>
        </html>`,
    ),
  );
  app.get('/api/docs/files/:name', async (c) => {
    const file = await files?.read(c.req.param('name'));
    if (!file) throw new AppError(errors.notFound);
    return c.body(file.body, 200, { 'content-type': file.type, 'cache-control': day });
  });
  return app;
}
