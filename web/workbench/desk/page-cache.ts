/** Names of the caches; the service worker reads the same (web/offline/service-worker.ts). */
const pagesCache = 'banyan-annotation-pages';
const assetsCache = 'banyan-annotation-assets';

/** Service workers and caches exist on https and on loopback only. */
export const canOpenOffline = (): boolean => 'serviceWorker' in navigator && 'caches' in window;

/**
 * Keeps this page and the code it runs on this device, so that it opens without a network. `whole` also
 * loads and keeps the code of tools not used so far.
 */
export async function keepPageOffline(whole = false): Promise<void> {
  if (!canOpenOffline()) return;
  try {
    await navigator.serviceWorker.register('/annotation/service-worker.js', {
      scope: '/annotation/',
    });
    if (whole) await import('../audio/audio-view.tsx');
    const page = await fetch(window.location.pathname, { credentials: 'same-origin' });
    if (page.ok && !page.redirected) {
      const pages = await caches.open(pagesCache);
      await pages.put(window.location.pathname, page);
    }
    await keepAssets();
  } catch {
    // Without a network there is nothing newer to keep.
  }
}

async function keepAssets(): Promise<void> {
  const used = performance
    .getEntriesByType('resource')
    .map((entry) => new URL(entry.name).pathname)
    .filter((path) => path.startsWith('/assets/') || path === '/favicon.svg');
  const assets = await caches.open(assetsCache);
  const kept = new Set((await assets.keys()).map((request) => new URL(request.url).pathname));
  await assets.addAll([...new Set(used)].filter((path) => !kept.has(path)));
}
