import { addressOf } from './address-of.js';

describe('addressOf', () => {
  it.each([
    ['203.0.113.7', '203.0.113.7'],
    ['::ffff:203.0.113.7', '203.0.113.7'],
    ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2::'],
    ['2001:db8:1:2::9', '2001:db8:1:2::'],
    ['2001:db8::9', '2001:db8:0:0::'],
    ['not an address', 'not an address'],
  ])('takes %s for %s', (ip, address) => {
    expect(addressOf(ip)).toBe(address);
  });

  it('tells neighbouring networks apart', () => {
    expect(addressOf('2001:db8:1:2::1')).not.toBe(addressOf('2001:db8:1:3::1'));
    expect(addressOf('::1')).not.toBe(addressOf('2001:db8::1'));
  });
});
