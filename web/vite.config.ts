import { fileURLToPath } from 'node:url';
import tailwindcss from '@tailwindcss/vite';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';
import { messages } from './build/messages-plugin.ts';
import { webManifest } from './build/manifest-plugin.ts';

const root = fileURLToPath(new URL('.', import.meta.url));
const dist = fileURLToPath(new URL('../dist/', import.meta.url));

/** Few files instead of one a shared message: what several pages use travels together. */
const chunkGroups = [
  {
    name: 'react',
    // With what every lazy page is fetched by.
    test: /node_modules[/\\](react|react-dom|react-router|scheduler)[/\\]|vite[/\\]preload-helper/u,
    priority: 3,
  },
  // Above the groups of signed-in pages, which would otherwise draw it into their own chunks.
  {
    name: 'shared',
    test: /web[/\\](ui|shell)[/\\]|web[/\\](api|head|paths)\.ts|web[/\\]i18n[/\\](?!generated[/\\]messages[/\\](annotation|workbench)_)/u,
    minShareCount: 2,
    priority: 2,
  },
  // What only the workbench says travels with it, not with every page.
  { name: 'workbench', test: /i18n[/\\]generated[/\\]messages[/\\]workbench_/u, priority: 1 },
  // The pages of annotation share much with one another and nothing with the public ones.
  {
    name: 'annotation',
    test: /web[/\\]annotation[/\\](?!labels[/\\]try-out)|generated[/\\]messages[/\\]annotation_|src[/\\]annotation[/\\]labelling/u,
    priority: 1,
  },
];

/** The client build writes dist/web; `--ssr entry-server.tsx` then writes dist/ssr/entry-server.js. */
export default defineConfig(({ isSsrBuild }) => ({
  root,
  publicDir: `${root}public`,
  plugins: [messages(), react(), tailwindcss(), webManifest()],
  // Everything is bundled: the same file runs in Node and in workerd.
  ssr: { noExternal: true, target: 'webworker' as const },
  build: {
    outDir: isSsrBuild ? `${dist}ssr` : `${dist}web`,
    emptyOutDir: true,
    manifest: !isSsrBuild,
    copyPublicDir: !isSsrBuild,
    target: 'es2023',
    cssTarget: ['chrome125', 'safari18', 'firefox128'],
    modulePreload: { polyfill: false },
    assetsInlineLimit: 0,
    rollupOptions: isSsrBuild
      ? {}
      : {
          input: { main: `${root}main.tsx`, 'service-worker': `${root}offline/service-worker.ts` },
          output: {
            codeSplitting: { groups: chunkGroups },
            // A service worker governs the pages below its own folder.
            entryFileNames: ({ name }) =>
              name === 'service-worker' ? 'annotation/[name].js' : 'assets/[name]-[hash].js',
          },
        },
  },
}));
