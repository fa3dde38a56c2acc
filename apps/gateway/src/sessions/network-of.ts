import { isIP } from 'node:net';

const MAPPED = /^::ffff:([\da-f]{1,4}):([\da-f]{1,4})$/;
const GROUPS_KEPT = 4;

const groupsOf = (text: string): string[] => text.split(':').filter(Boolean);

/** One spelling of an IPv6 address, all eight groups. */
const expanded = (short: string): string[] => {
  const [head = '', tail = ''] = short.split('::');
  const [before, after] = [groupsOf(head), groupsOf(tail)];
  const zeros = short.includes('::') ? 8 - before.length - after.length : 0;
  return [...before, ...Array<string>(zeros).fill('0'), ...after];
};

/**
 * What one sender cannot leave at will: its IPv4 address, or of IPv6 the /64, all of which a single
 * customer has. What is no address stays as it is.
 */
export const networkOf = (address: string): string => {
  if (isIP(address) !== 6 || address.includes('%')) return address;
  const short = new URL(`http://[${address}]`).hostname.slice(1, -1);
  const [, high, low] = MAPPED.exec(short) ?? [];
  if (high === undefined || low === undefined) {
    return `${expanded(short).slice(0, GROUPS_KEPT).join(':')}::`;
  }
  const bits = [high, low].map((group) => Number.parseInt(group, 16));
  return bits.flatMap((pair) => [pair >> 8, pair & 0xff]).join('.');
};
