import { Access } from '@trailmark/auth';
import { DomainError, loadConfig } from '@trailmark/platform';
import { anActivity } from '@trailmark/testing';
import { GatewayConfig } from '../config.js';
import { ItemChecker } from '../ingest/item-checker.js';
import { Sanitiser } from '../ingest/sanitiser.js';
import { Anonymiser } from '../privacy/anonymiser.js';
import { ActivityKind } from './activity-kind.js';

const configOf = (env: Record<string, string>) =>
  loadConfig(GatewayConfig, {
    NATS_URL: 'nats://localhost',
    JWT_SECRET: 'j'.repeat(32),
    IP_HASH_KEY: 'k'.repeat(32),
    ...env,
  });
const anyone = new Access({ sub: 'svc', email: null, roles: ['service'] }, 'any');

const check = (body: object, env: Record<string, string> = {}) => {
  const config = configOf(env);
  const kind = new ActivityKind(new Anonymiser(config));
  return new ItemChecker(new Sanitiser(config)).check(kind, body, anyone, 'activities.2.');
};
const passed = (body: object, env?: Record<string, string>) => {
  const checked = check(body, env);
  if (!checked.ok) throw checked.error;
  return checked.item;
};
const refused = (body: object): DomainError => {
  const checked = check(body);
  if (checked.ok) throw new Error('it passed');
  return checked.error;
};

const withIp = anActivity({ metadata: { ip_address: '192.168.1.1', request_id: 'r' } });

describe('an activity at the door', () => {
  it.each([
    ['hash', { ip_address: expect.stringMatching(/^[\da-f]{32}$/) as string }],
    ['truncate', { ip_address: '192.168.1.0' }],
    ['drop', {}],
    ['keep', { ip_address: '192.168.1.1' }],
  ])('has its IP address anonymised by %s', (IP_ANONYMISATION, kept) => {
    const { metadata } = passed(withIp, { IP_ANONYMISATION });
    expect(metadata).toEqual({ request_id: 'r', ...kept });
  });

  it('has its IP address hashed where nothing is configured', () => {
    expect(JSON.stringify(passed(withIp))).not.toContain('192.168');
  });

  it('does not get an IP address that it had not', () => {
    expect(passed(anActivity({ metadata: { build: 1 } })).metadata).toEqual({ build: 1 });
    expect(passed(anActivity({ metadata: null })).metadata).toBeNull();
  });

  it('has user agents and places made coarse, wherever they stand', () => {
    const { details, metadata } = passed(
      anActivity({
        details: { old: { latitude: 52.5 }, new: { postal_code: '10115', city: 'Berlin' } },
        metadata: { user_agent: 'Mozilla/5.0 (Windows NT 10.0) Firefox/127.3' },
      }),
    );
    expect(details).toEqual({ old: {}, new: { city: 'Berlin' } });
    expect(metadata).toEqual({ user_agent: 'Firefox 127 on Windows 10 (desktop)' });
  });

  it('keeps unknown keys, whatever they are called', () => {
    const details = { toString: 1, action: 'a', changes: [{ from: null }] };
    expect(passed(anActivity({ details })).details).toEqual(details);
  });

  it('has secrets redacted in details and metadata', () => {
    const { details } = passed(anActivity({ details: { password: 'x', new: { api_key: 'y' } } }));
    expect(details).toEqual({ password: '[redacted]', new: { api_key: '[redacted]' } });
  });

  it('is refused with the path of each wrong key', () => {
    const wrong = { details: { duration: -1, result: 5 }, metadata: { ip_address: 'here' } };
    const { details } = refused({ ...anActivity(), ...wrong });
    expect(details?.map(({ field }) => field).toSorted()).toEqual([
      'activities.2.details.duration',
      'activities.2.details.result',
      'activities.2.metadata.ip_address',
    ]);
  });
});
