import { createHmac } from 'node:crypto';
import { isIPv4 } from 'node:net';
import { PrivacyConfig } from './privacy-config.js';

const HASH_LENGTH = 32;

/** A key may have a name, so that hashes of different keys are told apart: short, for the column's sake. */
const NAMED_KEY = /^([a-z\d-]{1,8}):(.+)$/s;

const namedKey = (text: string): { prefix: string; key: string } => {
  const [, name, key] = NAMED_KEY.exec(text) ?? [];
  return name && key ? { prefix: `ip_${name}_`, key } : { prefix: '', key: text };
};
const IPV6_GROUPS_KEPT = 3;

const MAPPED = /^::ffff:([\da-f]{1,4}):([\da-f]{1,4})$/;

/** An IPv4 address from the last two groups of an IPv6 one. */
const unmapped = (high: string, low: string): string => {
  const bits = [high, low].map((group) => Number.parseInt(group, 16));
  return bits.flatMap((pair) => [pair >> 8, pair & 0xff]).join('.');
};

/** One spelling for each address, so that equal addresses hash equally. */
const canonical = (ip: string): string => {
  if (isIPv4(ip)) return ip;
  const short = new URL(`http://[${ip}]`).hostname.slice(1, -1);
  const [, high, low] = MAPPED.exec(short) ?? [];
  return high !== undefined && low !== undefined ? unmapped(high, low) : short;
};

const expand = (ip: string): string[] => {
  const [head = '', tail = ''] = ip.split('::');
  const before = head.split(':').filter(Boolean);
  const after = tail.split(':').filter(Boolean);
  const zeros = ip.includes('::') ? 8 - before.length - after.length : 0;
  return [...before, ...Array<string>(zeros).fill('0'), ...after];
};

/** The /24 of an IPv4 address, the /48 of an IPv6 one. */
const truncate = (ip: string): string =>
  isIPv4(ip) ? ip.replace(/\d+$/, '0') : `${expand(ip).slice(0, IPV6_GROUPS_KEPT).join(':')}::`;

/** Takes from an address what could lead back to a person, before it goes anywhere. */
export class IpAnonymiser {
  private readonly prefix: string;
  private readonly key: string;

  constructor(private readonly config: PrivacyConfig) {
    const { prefix, key } = namedKey(config.ipHashKey);
    this.prefix = prefix;
    this.key = key;
  }

  /** @param ip a valid IPv4 or IPv6 address. */
  anonymise(ip: string): string | null {
    switch (this.config.ipMode) {
      case 'keep':
        return ip;
      case 'drop':
        return null;
      case 'truncate':
        return truncate(canonical(ip));
      case 'hash':
        return this.prefix + this.hash(ip);
    }
  }

  private hash(ip: string): string {
    const digest = createHmac('sha256', this.key).update(canonical(ip)).digest('hex');
    return digest.slice(0, HASH_LENGTH);
  }
}
