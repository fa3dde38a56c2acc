import { isIPv6 } from 'node:net';
import fc from 'fast-check';
import { IpAnonymiser } from './ip-anonymiser.js';
import { IpMode, PrivacyConfig } from './privacy-config.js';

const KEY = 'k'.repeat(32);

const anonymiser = (ipMode: IpMode, ipHashKey = KEY): IpAnonymiser =>
  new IpAnonymiser(Object.assign(new PrivacyConfig(), { ipMode, ipHashKey }));

const hash = (ip: string, key = KEY): string | null => anonymiser('hash', key).anonymise(ip);
const truncate = (ip: string): string | null => anonymiser('truncate').anonymise(ip);

const groups = fc.array(fc.oneof(fc.constant(0), fc.integer({ min: 0, max: 0xffff })), {
  minLength: 8,
  maxLength: 8,
});

const hex = (group: number): string => group.toString(16);

/** The same address in several spellings of RFC 4291. */
const spellings = (address: number[]): string[] => {
  const plain = address.map(hex);
  const padded = plain.map((group) => group.padStart(4, '0'));
  const firstZero = address.indexOf(0);
  const shortened =
    firstZero === -1
      ? plain.join(':')
      : `${plain.slice(0, firstZero).join(':')}::${plain.slice(firstZero + 1).join(':')}`;
  const [high = 0, low = 0] = address.slice(6);
  const dotted = [high >> 8, high & 255, low >> 8, low & 255].join('.');
  return [
    plain.join(':'),
    padded.join(':'),
    padded.join(':').toUpperCase(),
    shortened,
    `${plain.slice(0, 6).join(':')}:${dotted}`,
  ];
};

/** `::ffff:a.b.c.d` stands for an IPv4 address and is cut as one. */
const isMapped = (address: number[]): boolean =>
  address.slice(0, 5).every((group) => group === 0) && address[5] === 0xffff;

describe('IpAnonymiser', () => {
  const ips = fc.oneof(fc.ipV4(), fc.ipV6());

  it('stores at most 45 characters in every mode', () => {
    fc.assert(
      fc.property(ips, fc.constantFrom<IpMode>('hash', 'truncate', 'drop', 'keep'), (ip, mode) => {
        expect((anonymiser(mode).anonymise(ip) ?? '').length).toBeLessThanOrEqual(45);
      }),
    );
  });

  it('keeps an address when told so, and drops it when told so', () => {
    fc.assert(
      fc.property(ips, (ip) => {
        expect(anonymiser('keep').anonymise(ip)).toBe(ip);
        expect(anonymiser('drop').anonymise(ip)).toBeNull();
      }),
    );
  });

  describe('hash', () => {
    it('is the same for the same address, and hides it', () => {
      fc.assert(
        fc.property(ips, (ip) => {
          expect(hash(ip)).toMatch(/^[\da-f]{32}$/);
          expect(hash(ip)).toBe(hash(ip));
        }),
      );
    });

    it('is the same for one IPv6 address in any spelling', () => {
      fc.assert(
        fc.property(groups, (address) => {
          const written = spellings(address);
          expect(written.every((ip) => isIPv6(ip))).toBe(true);
          expect(new Set(written.map((ip) => hash(ip))).size).toBe(1);
        }),
      );
    });

    it.each([
      ['2001:db8::1', '2001:0DB8:0:0:0:0:0:1'],
      ['::1', '0:0:0:0:0:0:0:1'],
      ['::ffff:192.0.2.1', '::FFFF:c000:0201'],
    ])('of %s is that of %s', (one, other) => {
      expect(hash(one)).toBe(hash(other));
    });

    it('differs for different addresses', () => {
      const distinct = ['10.0.0.1', '10.0.0.2', '110.0.0.1', '::1', '::2', '2001:db8::1'];
      expect(new Set(distinct.map((ip) => hash(ip))).size).toBe(distinct.length);
    });

    it('bears the name of its key, if it has one', () => {
      expect(hash('10.0.0.1', `2026-q4:${KEY}`)).toBe(`ip_2026-q4_${hash('10.0.0.1')}`);
      expect(hash('::1', `k1234567:${KEY}`)).toHaveLength(44);
      expect(hash('10.0.0.1', `${KEY}:${KEY}`)).toMatch(/^[\da-f]{32}$/);
    });

    it('is another one under another key', () => {
      const [old, young] = [hash('10.0.0.1', `a:${KEY}`), hash('10.0.0.1', `b:${'x'.repeat(32)}`)];
      expect(young?.slice(5)).not.toBe(old?.slice(5));
    });

    it('cannot be made without the key', () => {
      expect(hash('10.0.0.1', 'x'.repeat(32))).not.toBe(hash('10.0.0.1'));
    });
  });

  describe('truncate', () => {
    it.each([
      ['203.0.113.77', '203.0.113.0'],
      ['203.0.113.0', '203.0.113.0'],
      ['255.255.255.255', '255.255.255.0'],
      ['2001:db8:85a3:8d3:1319:8a2e:370:7348', '2001:db8:85a3::'],
      ['2001:DB8:85A3::1', '2001:db8:85a3::'],
      ['2001:db8::1', '2001:db8:0::'],
      ['::1', '0:0:0::'],
    ])('makes %s %s', (ip, network) => {
      expect(truncate(ip)).toBe(network);
    });

    it('takes an IPv4 address in IPv6 clothes for the IPv4 address', () => {
      expect(truncate('::ffff:203.0.113.7')).toBe(truncate('203.0.113.7'));
    });

    it('keeps the /48 of any IPv6 address, and only that', () => {
      fc.assert(
        fc.property(groups, groups, (address, other) => {
          fc.pre(!isMapped(address) && !isMapped([...address.slice(0, 3), ...other.slice(3)]));
          const network = truncate(address.map(hex).join(':')) ?? '';
          const neighbour = [...address.slice(0, 3), ...other.slice(3)].map(hex).join(':');
          expect(isIPv6(network)).toBe(true);
          expect(network).toBe(`${address.slice(0, 3).map(hex).join(':')}::`);
          expect(truncate(neighbour)).toBe(network);
        }),
      );
    });

    it('keeps the /24 of any IPv4 address', () => {
      fc.assert(
        fc.property(fc.ipV4(), (ip) => {
          expect(truncate(ip)).toBe(`${ip.split('.').slice(0, 3).join('.')}.0`);
        }),
      );
    });
  });
});
