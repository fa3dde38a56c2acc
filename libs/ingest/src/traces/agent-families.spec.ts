import fc from 'fast-check';
import { familiesOf } from './agent-families.js';

const WEBKIT = 'AppleWebKit/537.36 (KHTML, like Gecko)';

describe('familiesOf', () => {
  it.each([
    [
      `Mozilla/5.0 (Windows NT 10.0; Win64; x64) ${WEBKIT} Chrome/126.0.6478.127 Safari/537.36`,
      'Chrome 126 on Windows 10 (desktop)',
    ],
    [
      'Mozilla/5.0 (iPhone; CPU iPhone OS 17_5_1 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.5 Mobile/15E148 Safari/604.1',
      'Safari 17 on iOS 17 (mobile)',
    ],
    [
      'Mozilla/5.0 (X11; Linux x86_64; rv:127.0) Gecko/20100101 Firefox/127.0.2',
      'Firefox 127 on Linux (desktop)',
    ],
    [
      `Mozilla/5.0 (Linux; Android 14; SM-S918B Build/UP1A) ${WEBKIT} Chrome/126.0.0.0 Mobile Safari/537.36`,
      'Chrome 126 on Android 14 (mobile)',
    ],
    [
      'Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)',
      'Googlebot 2 (bot)',
    ],
  ])('of %s are %s', (userAgent, families) => {
    expect(familiesOf(userAgent)).toBe(families);
    expect(familiesOf(userAgent)).toBe(families);
  });

  it.each(['curl/8.5.0', 'x', ' ', 'Jane Doe/7.1', 'JaneDoe/7.1 (jane@example.com)'])(
    'of %j are told by no more than Other',
    (userAgent) => {
      expect(familiesOf(userAgent)).toBe('Other');
    },
  );

  it('never hold what the text says beyond them', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[Qq][A-Za-z0-9]{5,20}$/), fc.nat(), (secret, version) => {
        for (const text of [
          `${secret}/${version}`,
          `Mozilla/5.0 (${secret}; ${secret} NT ${version}) ${secret}/${version}.${secret}`,
          `Mozilla/5.0 (Linux; Android ${version % 99}; ${secret}) Chrome/9${secret}`,
        ]) {
          expect(familiesOf(text)).not.toContain(secret);
          expect(familiesOf(text).length).toBeLessThan(100);
        }
      }),
    );
  });
});
