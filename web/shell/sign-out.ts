/** Ends the session and starts afresh, so that nothing of it stays in memory. */
export async function signOut(): Promise<void> {
  const response = await fetch('/api/auth/sign-out', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: '{}',
  });
  if (!response.ok) throw new Error(`sign-out answered ${response.status}`);
  window.location.assign('/');
}
