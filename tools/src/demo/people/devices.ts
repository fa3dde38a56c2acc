import type { Platform, Source } from '@trailmark/contracts';
import type { Random, Weighted } from '../random/random.js';

export interface Device {
  readonly platform: Platform;
  readonly source: Source;
  readonly userAgent: string;
}

const MOZILLA = 'Mozilla/5.0';
const WEBKIT = 'AppleWebKit/537.36 (KHTML, like Gecko)';
const SAFARI = 'AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.5';

const browser = (platform: Platform, weight: number, userAgent: string): Weighted<Device> => ({
  weight,
  value: { platform, source: 'web_app', userAgent: `${MOZILLA} ${userAgent}` },
});

const app = (
  platform: Platform,
  source: 'mobile_app' | 'desktop_app',
  weight: number,
  userAgent: string,
): Weighted<Device> => ({ weight, value: { platform, source, userAgent } });

const AT_THE_DESK: readonly [Weighted<Device>, ...Weighted<Device>[]] = [
  browser('web', 8, `(Windows NT 10.0; Win64; x64) ${WEBKIT} Chrome/138.0.0.0 Safari/537.36`),
  browser('web', 5, `(Macintosh; Intel Mac OS X 10_15_7) ${SAFARI} Safari/605.1.15`),
  browser(
    'web',
    2,
    `(Windows NT 10.0; Win64; x64) ${WEBKIT} Chrome/138.0.0.0 Safari/537.36 Edg/138.0.0.0`,
  ),
  browser('web', 2, '(X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0'),
  app(
    'desktop',
    'desktop_app',
    3,
    `${MOZILLA} (Macintosh; Intel Mac OS X 10_15_7) ${WEBKIT} Atelier/4.2.0 Chrome/134.0.0.0 Electron/35.1.5 Safari/537.36`,
  ),
];

const ON_THE_GO: readonly [Weighted<Device>, ...Weighted<Device>[]] = [
  browser('mobile', 4, `(iPhone; CPU iPhone OS 18_5 like Mac OS X) ${SAFARI} Mobile/15E148`),
  browser('mobile', 4, `(Linux; Android 10; K) ${WEBKIT} Chrome/138.0.0.0 Mobile Safari/537.36`),
  app('mobile', 'mobile_app', 3, 'Atelier/4.2.0 (iPhone16,2; iOS 18.5) CFNetwork/1568 Darwin/24.5'),
  app('mobile', 'mobile_app', 3, 'Atelier/4.2.0 (Android 15; Pixel 8) okhttp/4.12.0'),
  browser('tablet', 2, `(iPad; CPU OS 18_5 like Mac OS X) ${SAFARI} Mobile/15E148`),
  app('tablet', 'mobile_app', 1, 'Atelier/4.2.0 (Android 15; SM-X710) okhttp/4.12.0'),
];

/** One or two devices, the one that is used more often first. */
export function devicesOf(random: Random): readonly [Device, ...Device[]] {
  const desk = random.weighted(AT_THE_DESK);
  const mobile = random.weighted(ON_THE_GO);
  if (random.chance(0.4)) return [desk, mobile];
  return random.chance(0.7) ? [desk] : [mobile];
}
