import type { Actor } from './actor.ts';
import type { Language } from './problem.ts';

/** What every handler finds in `c.var`; set by the app before any route runs. */
export interface AppVariables {
  readonly requestId: string;
  readonly language: Language;
  /** Who calls; resolved once a request from the session cookie or the bearer token. */
  readonly actor: Actor;
  /** CSP nonce of this response. */
  readonly nonce: string;
}

export interface AppEnv {
  Variables: AppVariables;
  /** `@hono/node-server` puts the raw message here; absent in workerd. */
  Bindings: { incoming?: unknown; outgoing?: unknown };
}
