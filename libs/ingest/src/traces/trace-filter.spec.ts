import fc from 'fast-check';
import { TraceFilter, TraceRules } from './trace-filter.js';

const UA = 'Mozilla/5.0 (X11; Linux x86_64; rv:127.0) Gecko/20100101 Firefox/127.0';
const FAMILIES = 'Firefox 127 on Linux (desktop)';

const filterOf = (rules: Partial<TraceRules> = {}) =>
  new TraceFilter({
    address: (ip) => `#${ip.length}`,
    agents: 'families',
    places: 'coarse',
    ...rules,
  });

const filtered = (json: object, rules: Partial<TraceRules> = {}) => filterOf(rules).filter(json);

describe('TraceFilter', () => {
  it('makes addresses anonymous wherever their key stands', () => {
    const json = { ip: '203.0.113.7', a: [{ b: { client_ip: '2001:db8::1' } }], n: 1 };
    expect(filtered(json)).toEqual({ ip: '#11', a: [{ b: { client_ip: '#11' } }], n: 1 });
    expect(json.ip).toBe('203.0.113.7');
  });

  it.each([
    ['203.0.113.7, 198.51.100.2', '#11, #12'],
    ['fe80::1%eth0', '#7'],
    [
      ['203.0.113.7', '198.51.100.2'],
      ['#11', '#12'],
    ],
    [
      { v4: 'x', ip: '203.0.113.7' },
      { v4: 'x', ip: '#11' },
    ],
    [null, null],
    [false, false],
  ])('reads the address %j', (ip, kept) => {
    expect(filtered({ ip })).toEqual({ ip: kept });
  });

  it('makes of an address the same wherever it stands, and whatever interface it names', () => {
    const zone = fc.constantFrom('%eth0', '%1', '%');
    fc.assert(
      fc.property(fc.oneof(fc.ipV4(), fc.ipV6()), zone, (ip, onInterface) => {
        const alone = filterOf().address(ip);
        expect(alone).toBe(`#${ip.length}`);
        expect(filterOf().address(` ${ip} `)).toBe(alone);
        expect(filterOf().address(ip + onInterface)).toBe(alone);
        expect(filterOf().address(`${ip},${ip}`)).toBe(`${alone}, ${alone}`);
        expect(filterOf({ address: () => null }).address(ip)).toBeNull();
      }),
    );
  });

  it.each(['203.0.113.7:8080', 'home', '', 3405803783, '256.1.1.1'])(
    'leaves out %j, which is no address that could be made anonymous',
    (ip) => {
      expect(filtered({ ip, n: 1 })).toEqual({ n: 1 });
    },
  );

  it('leaves out addresses that are not to be kept', () => {
    expect(
      filtered({ ip: '203.0.113.7', ips: { ip: ['203.0.113.7'] } }, { address: () => null }),
    ).toEqual({
      ips: { ip: [] },
    });
  });

  it('makes families of user agents, by their key or by how they begin', () => {
    expect(filtered({ user_agent: UA, $set: { raw: UA, list: [UA, 'x'] }, ua: 'my tool' })).toEqual(
      {
        user_agent: FAMILIES,
        $set: { raw: FAMILIES, list: [FAMILIES, 'x'] },
        ua: 'Other',
      },
    );
    expect(filtered({ user_agent: UA, list: [UA, 'x'] }, { agents: 'drop' })).toEqual({
      list: ['x'],
    });
    expect(filtered({ user_agent: UA }, { agents: 'keep' })).toEqual({ user_agent: UA });
  });

  describe('of a place', () => {
    const place = { country: 'US', region: 'CA', city: 'Oakland', timezone: 'America/Los_Angeles' };
    const json = {
      location: { ...place, lat: 37.8, street: '1 Main St', postal_code: '94601', what: 'home' },
      $geoip_latitude: 37.8,
      $geoip_city_name: 'Oakland',
      $geoip_country_code: 'US',
      longitude: '-122.27',
      city: 'of dreams',
    };

    it.each([
      [
        'coarse',
        {
          location: place,
          $geoip_city_name: 'Oakland',
          $geoip_country_code: 'US',
          city: 'of dreams',
        },
      ],
      ['country', { location: { country: 'US' }, $geoip_country_code: 'US', city: 'of dreams' }],
      ['drop', { city: 'of dreams' }],
      ['keep', json],
    ] as const)('keeps what %s says', (places, kept) => {
      expect(filtered(json, { places })).toEqual(kept);
    });

    it('keeps no coordinates in its stead', () => {
      expect(filtered({ location: '37.80, -122.27', geo: [37.8, -122.27] })).toEqual({});
      expect(filtered({ location: 'header' })).toEqual({ location: 'header' });
    });

    it('is null when none of it is kept', () => {
      expect(filterOf({ places: 'drop' }).place(place)).toBeNull();
      expect(filterOf({ places: 'country' }).place(place)).toEqual({ country: 'US' });
    });
  });

  it('hands on as it is what has nothing of the kind', () => {
    fc.assert(
      fc.property(fc.object({ key: fc.constantFrom('qa', 'qb'), maxDepth: 4 }), (json) => {
        expect(filtered(json)).toBe(json);
      }),
    );
  });
});
