import { DropReason, TrackingRules } from '@trailmark/contracts';
import { loadConfig } from '@trailmark/platform';
import { aMeasurement, anActivity, anEvent } from '@trailmark/testing';
import fc from 'fast-check';
import { someRules } from '../../test/tracking/some-rules.js';
import { ActivityKind } from '../activities/activity-kind.js';
import { GatewayConfig } from '../config.js';
import { EventKind } from '../events/event-kind.js';
import { PerformanceKind } from '../performance/performance-kind.js';
import { Anonymiser } from '../privacy/anonymiser.js';
import { UsageKind } from '../usage/usage-kind.js';
import { Traits } from './trackable.js';
import { UserRules } from './user-rules.js';

const DAY_MS = 86_400_000;

const anonymiser = new Anonymiser(
  loadConfig(GatewayConfig, {
    NATS_URL: 'nats://localhost',
    JWT_SECRET: 'j'.repeat(32),
    IP_HASH_KEY: 'k'.repeat(32),
  }),
);
const event = (of: Parameters<typeof anEvent>[0] = {}) =>
  new EventKind(anonymiser).traitsOf(anEvent(of));
const measurement = (of: Parameters<typeof aMeasurement>[0] = {}) =>
  new PerformanceKind(anonymiser).traitsOf(aMeasurement(of));
const usage = (date = new Date().toISOString().slice(0, 10)) =>
  new UsageKind(anonymiser).traitsOf({ user_id: 'user_123', date });
const activity = (of: Parameters<typeof anActivity>[0] = {}) =>
  new ActivityKind(anonymiser).traitsOf(anActivity(of));

const performanceEvent = event({ event_type: 'performance_event' });
const errorEvent = event({ event_type: 'error_event' });
const systemEvent = event({ event_type: 'system_event', event_name: 'sync' });
const pageView = event({ event_type: 'system_event', event_name: 'page_view' });
const onPage = (page: string) => event({ properties: { page } });
const ago = (days: number) => new Date(Date.now() - days * DAY_MS).toISOString();

type Case = [string, Partial<TrackingRules['config']>, Traits, DropReason | null];

const CASES: Case[] = [
  ['no tracking: events', { tracking_enabled: false }, event(), 'tracking_disabled'],
  ['no tracking: measurements', { tracking_enabled: false }, measurement(), 'tracking_disabled'],
  ['no tracking: usage', { tracking_enabled: false }, usage(), 'tracking_disabled'],
  ['no tracking: activities', { tracking_enabled: false }, activity(), 'tracking_disabled'],

  ['no sessions sampled: events', { sample_rate: 0 }, event(), 'sampled_out'],
  ['no sessions sampled: measurements', { sample_rate: 0 }, measurement(), 'sampled_out'],
  ['no sessions sampled: usage', { sample_rate: 0 }, usage(), null],
  ['no sessions sampled: activities', { sample_rate: 0 }, activity(), null],
  ['all sessions sampled', { sample_rate: 1 }, event(), null],

  [
    'no performance: measurements',
    { performance_monitoring: false },
    measurement(),
    'performance_monitoring_disabled',
  ],
  [
    'no performance: events of the type',
    { performance_monitoring: false },
    performanceEvent,
    'performance_monitoring_disabled',
  ],
  [
    'no performance: events of the category',
    { performance_monitoring: false },
    event({ event_category: 'performance' }),
    'performance_monitoring_disabled',
  ],
  ['no performance: other events', { performance_monitoring: false }, event(), null],

  ['no errors: the type', { error_tracking: false }, errorEvent, 'error_tracking_disabled'],
  [
    'no errors: the category',
    { error_tracking: false },
    event({ event_category: 'errors' }),
    'error_tracking_disabled',
  ],
  ['no errors: other events', { error_tracking: false }, event(), null],
  [
    'no errors: failed activities',
    { error_tracking: false },
    activity({ severity: 'error', activity_type: 'error' }),
    null,
  ],

  ['no user actions: events', { user_tracking: false }, event(), 'user_tracking_disabled'],
  ['no user actions: activities', { user_tracking: false }, activity(), 'user_tracking_disabled'],
  ['no user actions: other events', { user_tracking: false }, systemEvent, null],
  [
    'no user actions: other activities',
    { user_tracking: false },
    activity({ activity_type: 'authentication' }),
    null,
  ],
  ['no user actions: measurements', { user_tracking: false }, measurement(), null],

  ['no sessions: usage', { session_tracking: false }, usage(), 'session_tracking_disabled'],
  ['no sessions: events', { session_tracking: false }, event(), null],
  ['no sessions: measurements', { session_tracking: false }, measurement(), null],
  ['no sessions: activities', { session_tracking: false }, activity(), null],

  ['no custom events: any', { custom_events: false }, systemEvent, 'custom_events_disabled'],
  ['no custom events: page views', { custom_events: false }, pageView, null],
  ['no custom events: errors', { custom_events: false }, errorEvent, null],
  ['no custom events: performance', { custom_events: false }, performanceEvent, null],
  ['no custom events: measurements', { custom_events: false }, measurement(), null],
  ['no custom events: activities', { custom_events: false }, activity(), null],
  ['no custom events: usage', { custom_events: false }, usage(), null],

  ['an excluded event', { excluded_events: ['button_*'] }, event(), 'event_excluded'],
  ['an event not excluded', { excluded_events: ['button'] }, event(), null],
  ['excluded events: measurements', { excluded_events: ['*'] }, measurement(), null],
  ['excluded events: activities', { excluded_events: ['*'] }, activity(), null],

  ['an excluded page', { excluded_pages: ['/admin/*'] }, onPage('/admin/x'), 'page_excluded'],
  [
    'an excluded page, told as a URL',
    { excluded_pages: ['/admin'] },
    onPage('https://a.example/admin?tab=1#top'),
    'page_excluded',
  ],
  [
    'an excluded page, as PostHog tells it',
    { excluded_pages: ['/admin'] },
    event({ properties: { $pathname: '/admin' } }),
    'page_excluded',
  ],
  [
    'an excluded page, measured',
    { excluded_pages: ['/admin'] },
    measurement({ page: '/admin?tab=1' }),
    'page_excluded',
  ],
  ['a page not excluded', { excluded_pages: ['/admin'] }, onPage('/administrate'), null],
  ['no page', { excluded_pages: ['*'] }, event({ properties: {} }), null],
  ['no page measured', { excluded_pages: ['*'] }, measurement({ page: null }), null],
  ['excluded pages: activities', { excluded_pages: ['*'] }, activity(), null],

  ['older', { data_retention_days: 7 }, event({ timestamp: ago(7.001) }), 'outside_retention'],
  ['not older', { data_retention_days: 7 }, event({ timestamp: ago(6.999) }), null],
  ['of now', { data_retention_days: 1 }, event(), null],
  [
    'an older measurement',
    { data_retention_days: 7 },
    measurement({ timestamp: ago(8) }),
    'outside_retention',
  ],
  [
    'an older activity',
    { data_retention_days: 7 },
    activity({ timestamp: ago(8) }),
    'outside_retention',
  ],
  ['an older day', { data_retention_days: 7 }, usage(ago(8).slice(0, 10)), 'outside_retention'],
  ['a day that ended within', { data_retention_days: 7 }, usage(ago(7).slice(0, 10)), null],
];

describe('rules of a user', () => {
  it.each(CASES)('%s', (_what, config, traits, reason) => {
    expect(new UserRules(someRules(config)).dropReason(traits)).toBe(reason);
  });

  it('that are the defaults turn nothing away and are known as such', () => {
    const rules = new UserRules(someRules());
    expect(rules.areDefault).toBe(true);
    for (const [, , traits] of CASES) expect(rules.dropReason(traits)).toBeNull();
  });

  it.each([
    { tracking_enabled: false },
    { sample_rate: 0.999 },
    { performance_monitoring: false },
    { error_tracking: false },
    { user_tracking: false },
    { session_tracking: false },
    { custom_events: false },
    { data_retention_days: 30 },
    { privacy_mode: true },
    { excluded_events: ['a'] },
    { excluded_pages: ['a'] },
  ])('with %j are not the defaults', (config) => {
    expect(new UserRules(someRules(config)).areDefault).toBe(false);
  });

  it('tell what is certain before what is chance', () => {
    const config = { sample_rate: 0, excluded_events: ['button_click'] };
    expect(new UserRules(someRules(config)).dropReason(event())).toBe('event_excluded');
  });
});

describe('sampling', () => {
  const rate = fc.double({ min: 0, max: 1, noNaN: true });
  const session = fc.string({ minLength: 1, maxLength: 64 });
  const isIn = (sample_rate: number, traits: Traits, user = 'ann') =>
    new UserRules(someRules({ sample_rate }, user)).dropReason(traits) === null;

  it('has one fate for all that belongs to a session', () => {
    fc.assert(
      fc.property(rate, session, (sample_rate, session_id) => {
        const fates = [
          event({ session_id }),
          event({ session_id, event_name: 'another', timestamp: ago(3) }),
          measurement({ session_id }),
        ].map((traits) => isIn(sample_rate, traits));
        expect(new Set(fates).size).toBe(1);
      }),
    );
  });

  it('keeps at a higher rate what it kept at a lower one', () => {
    fc.assert(
      fc.property(rate, rate, session, (one, other, session_id) => {
        const traits = event({ session_id });
        const [lower, higher] = [Math.min(one, other), Math.max(one, other)];
        if (isIn(lower, traits)) expect(isIn(higher, traits)).toBe(true);
      }),
    );
  });

  it.each([0.1, 0.5, 0.9])('keeps about %d of the sessions', (sample_rate) => {
    const rules = new UserRules(someRules({ sample_rate }, 'ann'));
    const kept = Array.from({ length: 10_000 }, (_, n) => event({ session_id: `s-${n}` })).filter(
      (traits) => rules.dropReason(traits) === null,
    ).length;
    expect(kept / 10_000).toBeGreaterThan(sample_rate - 0.025);
    expect(kept / 10_000).toBeLessThan(sample_rate + 0.025);
  });
});
