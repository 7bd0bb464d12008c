import type { PageRequest, Pages } from '#src/ports/pages.ts';

interface Assets {
  fetch(request: Request): Promise<Response>;
}

/** Pages in workerd: the renderer is part of the bundle, files come from the assets binding. */
export function workerPages(
  render: (request: PageRequest) => Promise<Response>,
  assets: Assets,
): Pages {
  return {
    render,
    async asset(path) {
      if (path === '/' || !/\.[a-z0-9]+$/i.test(path)) return undefined;
      const found = await assets.fetch(new Request(`http://assets${path}`));
      if (found.status !== 200) {
        await found.body?.cancel();
        return undefined;
      }
      const hashed = path.startsWith('/assets/');
      const reply = new Response(found.body, found);
      reply.headers.set(
        'cache-control',
        hashed ? 'public, max-age=31536000, immutable' : 'public, max-age=3600',
      );
      return reply;
    },
  };
}
