import { ApiProblem } from '../api.ts';
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
