import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { Plugin } from 'vite';

const compileFile = fileURLToPath(new URL('./compile-messages.ts', import.meta.url));
const compileMessages = (): void => {
  execFileSync(process.execPath, [compileFile], { stdio: 'inherit' });
};

/** Compiles the messages before a build and again when one of the two files changes. */
export function messages(): Plugin {
  return {
    name: 'banyan:messages',
    config: compileMessages,
    handleHotUpdate({ file }) {
      if (/[/\\]i18n[/\\](zh|en)\.json$/u.test(file)) compileMessages();
    },
  };
}
