/** Cookie names start with this; the `__Host-` prefix binds them to exactly this origin over https. */
export function cookiePrefix(publicUrl: string): string {
  return publicUrl.startsWith('https:') ? '__Host-banyan' : 'banyan';
}

export function sessionCookieName(publicUrl: string): string {
  return `${cookiePrefix(publicUrl)}.session_token`;
}

/** The value of one cookie of a Cookie header, percent-decoded; undefined when absent or damaged. */
export function cookieValue(header: string, name: string): string | undefined {
  for (const part of header.split(';')) {
    const equals = part.indexOf('=');
    if (equals < 0 || part.slice(0, equals).trim() !== name) continue;
    try {
      return decodeURIComponent(part.slice(equals + 1).trim());
    } catch {
      return undefined;
    }
  }
  return undefined;
}

/**
 * Checks a cookie signed by better-auth: `<value>.<base64 HMAC-SHA-256 of value under SECRET>`.
 * Returns the value, or undefined when the signature is wrong. Comparison is constant-time.
 */
export async function openSignedCookie(
  signed: string,
  key: CryptoKey,
): Promise<string | undefined> {
  const dot = signed.lastIndexOf('.');
  if (dot < 1 || signed.length - dot - 1 !== 44) return undefined;
  const value = signed.slice(0, dot);
  try {
    const signature = Uint8Array.from(atob(signed.slice(dot + 1)), (c) => c.charCodeAt(0));
    const bytes = new TextEncoder().encode(value);
    return (await crypto.subtle.verify('HMAC', key, signature, bytes)) ? value : undefined;
  } catch {
    return undefined;
  }
}

export function cookieKey(secret: string): Promise<CryptoKey> {
  const hmac = { name: 'HMAC', hash: 'SHA-256' };
  return crypto.subtle.importKey('raw', new TextEncoder().encode(secret), hmac, false, ['verify']);
}
