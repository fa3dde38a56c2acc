import { remembered } from '@trailmark/platform/remembered';
import Bowser from 'bowser';

const UNKNOWN = 'Other';

/** A browser that Bowser does not know it names as the text does: that could be anything. */
const BROWSERS = new Set(Object.values(Bowser.BROWSER_MAP));
const SYSTEMS = new Set(Object.values(Bowser.OS_MAP));
const DEVICES = new Set(Object.values(Bowser.PLATFORMS_MAP));

const major = (version: string | undefined): string => /^\d{1,4}/.exec(version ?? '')?.[0] ?? '';

const named = (names: Set<string>, name: string | undefined, version?: string): string =>
  name !== undefined && names.has(name) ? `${name} ${major(version)}`.trim() : '';

const read = (userAgent: string): string => {
  const { browser, os, platform } = Bowser.parse(userAgent);
  // Windows counts in its versions' names: NT 10.0 is Windows 10.
  const system = os.name === 'Windows' ? os.versionName : os.version;
  const onSystem = named(SYSTEMS, os.name, system);
  const device = named(DEVICES, platform.type);
  const parts = [
    named(BROWSERS, browser.name, browser.version) || UNKNOWN,
    onSystem && `on ${onSystem}`,
    device && `(${device})`,
  ];
  return parts.filter(Boolean).join(' ');
};

/**
 * Browser and system with their major versions, and the kind of device: `Chrome 126 on Windows 10
 * (desktop)`. What is not known is left out, a browser is then `Other`.
 */
export const familiesOf = remembered(
  (userAgent) => (userAgent.trim() === '' ? UNKNOWN : read(userAgent)),
  { maxAnswers: 2000 },
);
