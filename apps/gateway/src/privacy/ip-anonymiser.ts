import { createHmac, createSecretKey } from 'node:crypto';
import { isIPv4 } from 'node:net';
import { remembered } from '@trailmark/platform';
import { canonicalAddress, prefixOf } from '../edge/address.js';
import { PrivacyConfig } from './privacy-config.js';

const HASH_LENGTH = 32;

/** A key may have a name, so that hashes of different keys are told apart: short, for the column's sake. */
const NAMED_KEY = /^([a-z\d-]{1,8}):(.+)$/s;

const namedKey = (text: string): { prefix: string; key: string } => {
  const [, name, key] = NAMED_KEY.exec(text) ?? [];
  return name && key ? { prefix: `ip_${name}_`, key } : { prefix: '', key: text };
};

const IPV6_GROUPS_KEPT = 3;

/** The /24 of an IPv4 address, the /48 of an IPv6 one. */
const truncate = (ip: string): string =>
  isIPv4(ip) ? ip.replace(/\d+$/, '0') : prefixOf(ip, IPV6_GROUPS_KEPT);

/** Takes from an address what could lead back to a person, before it goes anywhere. */
export class IpAnonymiser {
  private readonly hash: (ip: string) => string;

  constructor(private readonly config: PrivacyConfig) {
    const { prefix, key } = namedKey(config.ipHashKey);
    const secret = createSecretKey(key, 'utf8');
    this.hash = remembered(
      (ip) => {
        const digest = createHmac('sha256', secret).update(canonicalAddress(ip)).digest('hex');
        return prefix + digest.slice(0, HASH_LENGTH);
      },
      { maxAnswers: 10_000 },
    );
  }

  /** @param ip a valid IPv4 or IPv6 address. */
  anonymise(ip: string): string | null {
    switch (this.config.ipMode) {
      case 'keep':
        return ip;
      case 'drop':
        return null;
      case 'truncate':
        return truncate(canonicalAddress(ip));
      case 'hash':
        return this.hash(ip);
    }
  }
}
