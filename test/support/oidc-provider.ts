import { createHash, randomBytes } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface OidcProvider {
  readonly url: string;
  /** Settings that make a hub use this provider. */
  readonly env: Readonly<Record<string, string>>;
  /** Who is signed in at the provider; userinfo answers with exactly this. */
  claims: Record<string, unknown>;
  /** Makes the token endpoint fail with this status. */
  broken: number | undefined;
  /** What the token endpoint was sent, in order. */
  readonly exchanges: Readonly<Record<string, string>>[];
  stop(): Promise<void>;
}

interface Grant {
  readonly redirectUri: string;
  readonly challenge: string;
}

const clientId = 'banyan-under-test';
const clientSecret = 'a secret: with + and %';

async function bodyOf(request: IncomingMessage): Promise<URLSearchParams> {
  let text = '';
  for await (const chunk of request) text += String(chunk);
  return new URLSearchParams(text);
}

function json(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { 'content-type': 'application/json', 'cache-control': 'no-store' });
  response.end(JSON.stringify(body));
}

/** RFC 6749 §2.3.1: both parts of the Basic credentials are form-encoded first. */
const credentials = `Basic ${Buffer.from(
  `${encodeURIComponent(clientId)}:${encodeURIComponent(clientSecret)}`,
).toString('base64')}`;

/**
 * A small OpenID provider over real HTTP: authorization code with PKCE S256, one-time codes bound to
 * the redirect address, client authentication by HTTP Basic, userinfo for a bearer token.
 */
export async function startOidcProvider(): Promise<OidcProvider> {
  const grants = new Map<string, Grant>();
  const accessTokens = new Set<string>();
  const exchanges: Record<string, string>[] = [];
  const authorize = (query: URLSearchParams, response: ServerResponse) => {
    const redirectUri = query.get('redirect_uri') ?? '';
    const wanted = {
      client_id: clientId,
      response_type: 'code',
      code_challenge_method: 'S256',
      scope: 'openid email profile',
    };
    for (const [name, value] of Object.entries(wanted))
      if (query.get(name) !== value) return json(response, 400, { error: name });
    const code = randomBytes(16).toString('hex');
    grants.set(code, { redirectUri, challenge: query.get('code_challenge') ?? '' });
    const back = new URL(redirectUri);
    back.searchParams.set('code', code);
    back.searchParams.set('state', query.get('state') ?? '');
    response.writeHead(302, { location: back.href }).end();
  };
  const exchange = async (request: IncomingMessage, response: ServerResponse) => {
    const body = await bodyOf(request);
    exchanges.push(Object.fromEntries(body));
    if (provider.broken) return json(response, provider.broken, { error: 'server_error' });
    if (request.headers.authorization !== credentials)
      return json(response, 401, { error: 'invalid_client' });
    const grant = grants.get(body.get('code') ?? '');
    grants.delete(body.get('code') ?? '');
    const challenge = createHash('sha256')
      .update(body.get('code_verifier') ?? '')
      .digest('base64url');
    const right =
      body.get('grant_type') === 'authorization_code' &&
      grant?.redirectUri === body.get('redirect_uri') &&
      grant?.challenge === challenge;
    if (!right) return json(response, 400, { error: 'invalid_grant' });
    const token = randomBytes(16).toString('hex');
    accessTokens.add(token);
    json(response, 200, { access_token: token, token_type: 'Bearer', expires_in: 60 });
  };
  const server = createServer((request, response) => {
    const url = new URL(request.url ?? '/', 'http://provider');
    const at = `${request.method} ${url.pathname}`;
    if (at === 'GET /authorize') return authorize(url.searchParams, response);
    if (at === 'POST /token') return void exchange(request, response);
    const token = /^Bearer (\S+)$/.exec(request.headers.authorization ?? '')?.[1] ?? '';
    if (at === 'GET /userinfo' && accessTokens.has(token))
      return json(response, 200, provider.claims);
    json(response, 401, { error: 'invalid_token' });
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const { port } = server.address() as AddressInfo;
  const url = `http://127.0.0.1:${port}`;
  const provider: OidcProvider = {
    url,
    env: {
      OIDC_CLIENT_ID: clientId,
      OIDC_CLIENT_SECRET: clientSecret,
      OIDC_AUTHORIZATION_URL: `${url}/authorize`,
      OIDC_TOKEN_URL: `${url}/token`,
      OIDC_USERINFO_URL: `${url}/userinfo`,
      OUTBOUND_ALLOW: `127.0.0.1:${port}`,
    },
    claims: {},
    broken: undefined,
    exchanges,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
  return provider;
}
