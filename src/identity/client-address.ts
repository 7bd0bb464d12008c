import type { Context } from 'hono';
import ipaddr from 'ipaddr.js';
import type { AppEnv } from '#src/kernel/http.ts';

interface Incoming {
  readonly socket?: { readonly remoteAddress?: string };
}

/**
 * Address of the caller as limits count it: the socket's, or behind `trustedProxies` proxies the
 * entry of X-Forwarded-For that the outermost of them wrote. IPv6 counts by /64 (one customer), the
 * mapped forms of IPv4 as IPv4, so that other spellings of an address are no way around a limit.
 */
export function clientAddress(c: Context<AppEnv>, trustedProxies: number): string {
  const socket = (c.env?.incoming as Incoming | undefined)?.socket?.remoteAddress;
  const forwarded = (c.req.header('x-forwarded-for') ?? '').split(',').map((part) => part.trim());
  const claimed = trustedProxies > 0 ? forwarded.at(-trustedProxies) : undefined;
  return networkOf(claimed || socket || c.req.header('cf-connecting-ip') || '');
}

export function networkOf(address: string): string {
  if (!ipaddr.isValid(address)) return 'unknown';
  const parsed = ipaddr.process(address);
  if (parsed.kind() === 'ipv4') return parsed.toString();
  const [a = 0, b = 0, c = 0, d = 0] = (parsed as ipaddr.IPv6).parts;
  return `${[a, b, c, d].map((part) => part.toString(16)).join(':')}::/64`;
}
