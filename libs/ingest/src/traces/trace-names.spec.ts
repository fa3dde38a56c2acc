import { Trace, traceOf } from './trace-names.js';

describe('traceOf', () => {
  it.each<[Trace, string[]]>([
    [
      'address',
      [
        'ip',
        'IP',
        '$ip',
        '$initial_ip',
        'ip_address',
        'ipAddress',
        'IPAddress',
        'client_ip',
        'clientIp',
        'clientip',
        'lastIP',
        'remote-addr',
        'remoteAddress',
        'x-forwarded-for',
        'X_REAL_IP',
        'ipv4',
        'user.ip',
        'ip addr',
        'cf-connecting-ip',
      ],
    ],
    [
      'agent',
      ['user_agent', 'userAgent', 'User-Agent', '$raw_user_agent', '$initial_raw_user_agent', 'ua'],
    ],
    ['place', ['location', '$location', 'geo', 'geoip']],
    [
      'exact',
      [
        'lat',
        'lng',
        'latitude',
        '$geoip_latitude',
        '$initial_geoip_longitude',
        'home_latitude',
        'coordinates',
        'postal_code',
        '$geoip_postal_code',
        'zip',
        'street_address',
        'addressLine1',
        '$geoip_accuracy_radius',
      ],
    ],
    [
      'coarse',
      [
        '$geoip_city_name',
        '$geoip_subdivision_1_code',
        '$geoip_time_zone',
        '$initial_geoip_city_name',
      ],
    ],
    ['country', ['$geoip_country_code', '$geoip_continent_name']],
  ])('knows %s', (trace, keys) => {
    expect(keys.filter((key) => traceOf(key) !== trace)).toEqual([]);
  });

  it('leaves other keys alone', () => {
    const others = [
      'description',
      'zipper',
      'vip',
      'ship',
      'tip',
      'shipAddress',
      'ship_address',
      'membership',
      'recipient',
      'address',
      'agent',
      'state',
      'city',
      'country',
      'timezone',
      '$timezone',
      'page',
      'translation',
      'lateral',
      'flat',
      'relocation',
      'guac',
      'manual',
      'constructor',
      'ipsum',
      '',
    ];
    expect(others.filter((key) => traceOf(key) !== null)).toEqual([]);
  });
});
