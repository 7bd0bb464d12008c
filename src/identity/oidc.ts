import type { GenericOAuthConfig } from 'better-auth/plugins';
import type { Outbound, OutboundResponse } from '#src/ports/outbound.ts';
import type { OidcConfig } from './deps.ts';

/** The one provider id; the callback is /api/auth/callback/oidc. */
const oidcProviderId = 'oidc';

const timeoutMs = 5_000;
const maxBytes = 256 * 1024;

function json(response: OutboundResponse): Record<string, unknown> {
  if (response.status !== 200) throw new Error(`provider answered ${response.status}`);
  const value: unknown = JSON.parse(new TextDecoder().decode(response.body));
  if (typeof value !== 'object' || value === null) throw new Error('provider sent no JSON object');
  return value as Record<string, unknown>;
}

const textOf = (value: unknown): string | undefined =>
  typeof value === 'string' && value !== '' ? value : undefined;

/** RFC 6749 §4.1.3 with PKCE (RFC 7636) and the client's secret by HTTP Basic (§2.3.1). */
async function exchangeCode(
  oidc: OidcConfig,
  outbound: Outbound,
  data: { code: string; redirectURI: string; codeVerifier?: string | undefined },
) {
  const credentials = `${encodeURIComponent(oidc.clientId)}:${encodeURIComponent(oidc.clientSecret)}`;
  const response = await outbound.fetch(oidc.tokenUrl, {
    method: 'POST',
    timeoutMs,
    maxBytes,
    headers: {
      'content-type': 'application/x-www-form-urlencoded',
      accept: 'application/json',
      authorization: `Basic ${btoa(credentials)}`,
    },
    body: new URLSearchParams({
      grant_type: 'authorization_code',
      code: data.code,
      redirect_uri: data.redirectURI,
      ...(data.codeVerifier ? { code_verifier: data.codeVerifier } : {}),
    }).toString(),
  });
  const accessToken = textOf(json(response)['access_token']);
  if (!accessToken) throw new Error('provider sent no access token');
  return { accessToken };
}

/**
 * A provider with explicit endpoints. Every request leaves through the hub's outbound fetcher. The
 * identity is what the userinfo endpoint says to our own access token (OpenID Connect Core §5.3),
 * so no ID token, and no algorithm named inside one, is ever trusted.
 */
export function oidcProvider(oidc: OidcConfig, outbound: Outbound): GenericOAuthConfig {
  return {
    providerId: oidcProviderId,
    clientId: oidc.clientId,
    clientSecret: oidc.clientSecret,
    authorizationUrl: oidc.authorizationUrl,
    tokenUrl: oidc.tokenUrl,
    userInfoUrl: oidc.userInfoUrl,
    scopes: ['openid', 'email', 'profile'],
    pkce: true,
    getToken: (data) => exchangeCode(oidc, outbound, data),
    getUserInfo: async (tokens) => {
      const headers = { authorization: `Bearer ${tokens.accessToken}`, accept: 'application/json' };
      const response = await outbound.fetch(oidc.userInfoUrl, { headers, timeoutMs, maxBytes });
      const claims = json(response);
      const sub = textOf(claims['sub']);
      const email = textOf(claims['email']);
      if (!sub || !email) return null;
      return {
        id: sub,
        email,
        name: textOf(claims['name']) ?? textOf(claims['preferred_username']) ?? email.split('@')[0],
        // Only the boolean counts: some providers send the text "false".
        emailVerified: claims['email_verified'] === true,
      };
    },
    accountSubject: ({ profile }) => String(profile.id ?? ''),
  };
}
