import { isIPv4 } from 'node:net';

const MAPPED = '::ffff:';
const GROUPS = 4;

/**
 * What counts as one address: an IPv4 address, or the /64 of an IPv6 one, which is what one line gets.
 * @param ip as Fastify tells it: of the socket, or as a trusted proxy forwarded it.
 */
export const addressOf = (ip: string): string => {
  const plain = ip.startsWith(MAPPED) ? ip.slice(MAPPED.length) : ip;
  if (isIPv4(plain) || !plain.includes(':')) return plain;
  const [head = ''] = plain.split('::');
  const groups = head.split(':');
  return `${[...groups, ...Array<string>(GROUPS).fill('0')].slice(0, GROUPS).join(':')}::`;
};
