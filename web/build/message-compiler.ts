import { fileURLToPath } from 'node:url';

const here = fileURLToPath(new URL('../i18n/', import.meta.url));

/**
 * One setting for the Vite plugin and the command line. The language comes from the page alone
 * (`globalVariable`): the server sets it around each synchronous render, the browser reads
 * `<html lang>`; so no async_hooks are needed and the bundle runs in workerd.
 */
export const messageCompiler = {
  project: `${here}banyan.inlang`,
  outdir: `${here}generated`,
  strategy: ['globalVariable' as const, 'baseLocale' as const],
  disableAsyncLocalStorage: true,
  emitTsDeclarations: true,
  emitReadme: false,
  isServer: 'import.meta.env.SSR',
};
