/** Stands in every secret of these tests, and in what nobody but its user should be recognised by. */
export const MARK = 'ZqLeak';

export const WRITE_KEY = `tm_${MARK}_write_key_of_these_tests`;
export const PASSWORD = `hunter-${MARK}`;
export const USER_AGENT = `Mozilla/5.0 (X11; Linux x86_64; rv:126.0; ${MARK}) Gecko/20100101 Firefox/126.0`;
export const LATITUDE = 52.520_066_1;
export const LONGITUDE = '13.4049549';

/** Documentation networks: RFC 5737 and RFC 3849. The demo's users live there, too. */
export const FORWARDED = '198.51.100.222';
export const ADDRESSES = ['203.0.113.199', '2001:db8:dead:beef::7', '::ffff:192.0.2.55'];

/** What must be found nowhere: parts of the above, and of what the demo sends. */
export const RAW = [
  MARK,
  'Mozilla/',
  'PayBridge-Webhook',
  '192.0.2.',
  '198.51.100.',
  '203.0.113.',
  '2001:db8:',
  String(LATITUDE),
  LONGITUDE,
];

/** Free JSON that tells all of it, under many names and at some depth. */
export const tellingAll = (): Record<string, unknown> => ({
  password: PASSWORD,
  nested: { api_key: PASSWORD, deep: [{ client_ip: ADDRESSES[0], 'User-Agent': USER_AGENT }] },
  ip: ADDRESSES[1],
  $ip: ADDRESSES[2],
  'X-Forwarded-For': ADDRESSES.join(', '),
  browser: USER_AGENT,
  user_agent: USER_AGENT,
  $raw_user_agent: USER_AGENT,
  $initial_raw_user_agent: USER_AGENT,
  latitude: LATITUDE,
  lng: LONGITUDE,
  location: { city: 'Berlin', lat: LATITUDE, coordinates: [LATITUDE], street: `${MARK} 1` },
  geo: `${LATITUDE}, ${LONGITUDE}`,
  postal_code: `10178 ${MARK}`,
  $geoip_longitude: LONGITUDE,
  kept: 'kept-value',
});
