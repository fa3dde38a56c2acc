import { withoutTraces } from './without-traces.js';

describe('withoutTraces', () => {
  it('leaves out whatever tells of them, at any depth', () => {
    const userAgent = 'Mozilla/5.0 (X11; Linux x86_64; rv:127.0) Gecko/20100101 Firefox/127.0';
    const json = {
      ip: '192.0.2.1',
      inside: [{ user_agent: userAgent, other: userAgent, kept: 1, list: [userAgent, 'x'] }],
      location: { country: 'US' },
      $geoip_country_code: 'US',
      kept: 2,
    };
    expect(withoutTraces(json)).toEqual({ inside: [{ kept: 1, list: ['x'] }], kept: 2 });
  });

  it('hands on as it is what has none', () => {
    const json = { a: [1, { b: 'x' }], c: null };
    expect(withoutTraces(json)).toBe(json);
  });
});
