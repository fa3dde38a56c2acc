import { isIP, isIPv4 } from 'node:net';

const MAPPED = /^::ffff:([\da-f]{1,4}):([\da-f]{1,4})$/;

/** An IPv4 address from the last two groups of an IPv6 one. */
const unmapped = (high: string, low: string): string => {
  const bits = [high, low].map((group) => Number.parseInt(group, 16));
  return bits.flatMap((pair) => [pair >> 8, pair & 0xff]).join('.');
};

/** One spelling for each address, so that equal addresses are equal texts. @param ip a valid address. */
export const canonicalAddress = (ip: string): string => {
  if (isIPv4(ip)) return ip;
  const short = new URL(`http://[${ip}]`).hostname.slice(1, -1);
  const [, high, low] = MAPPED.exec(short) ?? [];
  return high !== undefined && low !== undefined ? unmapped(high, low) : short;
};

const groupsOf = (text: string): string[] => text.split(':').filter(Boolean);

/** All eight groups of an IPv6 address. */
const expanded = (ip: string): string[] => {
  const [head = '', tail = ''] = ip.split('::');
  const [before, after] = [groupsOf(head), groupsOf(tail)];
  const zeros = ip.includes('::') ? 8 - before.length - after.length : 0;
  return [...before, ...Array<string>(zeros).fill('0'), ...after];
};

/** The first groups of an IPv6 address: of 16 bits each. */
export const prefixOf = (ip: string, groups: number): string =>
  `${expanded(ip).slice(0, groups).join(':')}::`;

/** Of a /64, all of which a single customer has. */
const CUSTOMER_GROUPS = 4;

/** What one sender cannot leave at will: its IPv4 address, or the /64 of an IPv6 one. What is no address stays. */
export const networkOf = (ip: string): string => {
  if (isIP(ip) !== 6 || ip.includes('%')) return ip;
  const address = canonicalAddress(ip);
  return isIPv4(address) ? address : prefixOf(address, CUSTOMER_GROUPS);
};
