import { ApiProblem, serverContext } from '../api.ts';
import { language } from '../i18n/language.ts';

/** POST to the account endpoints, which live beside the versioned API. */
export async function authCall<T>(path: string, body: Record<string, unknown>): Promise<T> {
  const response = await fetch(`/api/auth/${path}`, {
    method: 'POST',
    credentials: 'same-origin',
    headers: { 'content-type': 'application/json', 'accept-language': language() },
    body: JSON.stringify(body),
  });
  const answer = (await response.json().catch(() => ({}))) as T;
  if (!response.ok) throw new ApiProblem(response.status, answer as Partial<ApiProblem['problem']>);
  return answer;
}

/** A way to sign in beside the password. */
export type SignInProvider = 'oidc';

/** The ways this hub offers; none where it cannot say, since the password still works then. */
export async function loadProviders(context: unknown): Promise<readonly SignInProvider[]> {
  const path = '/api/auth/providers';
  const response = await (serverContext(context)?.api(path) ?? fetch(path));
  if (!response.ok) return [];
  return ((await response.json()) as { providers: readonly SignInProvider[] }).providers;
}
