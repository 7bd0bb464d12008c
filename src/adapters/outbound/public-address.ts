import { isIP } from 'node:net';
import ipaddr from 'ipaddr.js';

const GLOBAL6 = ipaddr.IPv6.parseCIDR('2000::/3');
const NAT64 = ipaddr.IPv6.parseCIDR('64:ff9b::/96');
/** ISATAP (RFC 5214 §6.1) interface identifiers carry an IPv4 address in any prefix. */
const ISATAP = new Set([0, 0x200]);
/** Public by number, but the metadata service of a cloud (Azure) to those inside it. */
const METADATA = new Set(['168.63.129.16']);

/**
 * True for addresses of the public internet. Everything the IANA special-purpose registries list is
 * refused, also when written inside IPv6: mapped (::ffff:0:0/96) and NAT64 (64:ff9b::/96) addresses
 * are judged by the IPv4 address they carry; 6to4, Teredo, IPv4-compatible and ISATAP are refused.
 */
export function isPublicAddress(text: string): boolean {
  if (isIP(text) === 0) return false;
  const address = ipaddr.parse(text);
  return address instanceof ipaddr.IPv4 ? isPublic4(address) : isPublic6(address as ipaddr.IPv6);
}

function isPublic4(address: ipaddr.IPv4): boolean {
  return address.range() === 'unicast' && !METADATA.has(address.toString());
}

function isPublic6(address: ipaddr.IPv6): boolean {
  if (address.zoneId !== undefined && address.zoneId !== '') return false;
  if (address.isIPv4MappedAddress()) return isPublic4(address.toIPv4Address());
  if (address.match(NAT64)) return isPublic4(new ipaddr.IPv4(address.toByteArray().slice(12)));
  const isatap = address.parts[5] === 0x5efe && ISATAP.has(address.parts[4] ?? 0);
  return address.match(GLOBAL6) && address.range() === 'unicast' && !isatap;
}
