import { CapturedEvent } from '@trailmark/contracts';
import { CapturedFact, CapturedKind } from './captured-kind.js';

const kind = new CapturedKind();

const fact = (overrides: Partial<CapturedEvent>): CapturedFact => ({
  key: '019ab000-0000-7000-8000-000000000001',
  user_id: 'ann',
  body: {
    uuid: '019ab000-0000-7000-8000-000000000001',
    event: 'clicked',
    distinct_id: 'ann',
    timestamp: '2026-11-22T12:00:00.000Z',
    properties: {},
    set: null,
    set_once: null,
    link: null,
    ...overrides,
  },
});

describe('what the rules of a user see in a captured event', () => {
  it('is its time, name, session and page', () => {
    const properties = { $session_id: 's1', $current_url: 'https://app.example/a/b?c=d' };
    expect(kind.traitsOf(fact({ event: '$pageview', properties }))).toEqual({
      occurredAt: new Date('2026-11-22T12:00:00.000Z'),
      sampledSession: 's1',
      eventName: '$pageview',
      page: '/a/b',
      isPerformance: false,
      isError: false,
      isUserAction: false,
      isUsage: false,
    });
  });

  it.each([undefined, '', 7, null])('is no sampled session in %j', ($session_id) => {
    expect(kind.traitsOf(fact({ properties: { $session_id } })).sampledSession).toBeNull();
  });

  it.each(['$identify', '$create_alias', '$set'])('is neither name nor session of %s', (event) => {
    const traits = kind.traitsOf(fact({ event, properties: { $session_id: 's1' } }));
    expect(traits).toMatchObject({ eventName: null, sampledSession: null });
  });

  it.each<[string, object, string[]]>([
    ['$web_vitals', {}, ['isPerformance']],
    ['$exception', {}, ['isError']],
    ['api_error', {}, ['isError']],
    ['checkout_failed', { error_type: 'Declined' }, ['isError']],
    ['$autocapture', {}, ['isUserAction']],
    ['$rageclick', {}, ['isUserAction']],
    ['api_request', { error_type: '' }, []],
  ])('of %s %j is %j', (event, properties, expected) => {
    const traits = kind.traitsOf(fact({ event, properties: { ...properties } }));
    const flags = Object.entries(traits).filter(([, value]) => value === true);
    expect(flags.map(([name]) => name)).toEqual(expected);
  });
});

describe('a captured event', () => {
  it('moves to another session, without a window of the old one', () => {
    const properties = { $session_id: 's1', $window_id: 'w1', plan: 'pro' };
    expect(kind.inSession(fact({ properties }), 's2').body.properties).toEqual({
      $session_id: 's2',
      plan: 'pro',
    });
  });

  it('that has no session gets none', () => {
    expect(kind.inSession(fact({ properties: { plan: 'pro' } }), 's2').body.properties).toEqual({
      plan: 'pro',
    });
  });

  it('loses what tells from where somebody came, also of the person', () => {
    const traces = { $ip: 'x', $raw_user_agent: 'Mozilla', $geoip_city_name: 'Rome' };
    const given = fact({
      properties: { ...traces, $browser: 'Firefox', shipping: 'fast' },
      set: { ...traces, email: 'a@b.c' },
      set_once: { $initial_geoip_country_code: 'IT', plan: 'pro' },
    });
    expect(kind.withoutTraces(given).body).toMatchObject({
      properties: { $browser: 'Firefox', shipping: 'fast' },
      set: { email: 'a@b.c' },
      set_once: { plan: 'pro' },
    });
    expect(JSON.stringify(kind.withoutTraces(given))).not.toMatch(/ip"|Mozilla|Rome|IT/);
  });
});
