import { compile } from '@inlang/paraglide-js';
import { messageCompiler } from './message-compiler.ts';

/** Compiles the messages; run before tsc and vitest, which read `web/i18n/generated`. */
await compile(messageCompiler);
// The compiler leaves timers of half a minute behind.
process.exit(0);
