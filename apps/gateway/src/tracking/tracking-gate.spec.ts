import { DropReason, TrackingRules } from '@trailmark/contracts';
import { loadConfig } from '@trailmark/platform';
import { aMeasurement, anActivity, anEvent } from '@trailmark/testing';
import { someRules } from '../../test/tracking/some-rules.js';
import { ActivityKind } from '../activities/activity-kind.js';
import { GatewayConfig } from '../config.js';
import { EventKind } from '../events/event-kind.js';
import { PerformanceKind } from '../performance/performance-kind.js';
import { Anonymiser } from '../privacy/anonymiser.js';
import { UsageKind } from '../usage/usage-kind.js';
import { RulesMirror } from './rules-mirror.js';
import { Judged, TrackingGate } from './tracking-gate.js';
import { TrackingMetrics } from './tracking-metrics.js';
import { UserRules } from './user-rules.js';

const config = loadConfig(GatewayConfig, {
  NATS_URL: 'nats://localhost',
  JWT_SECRET: 'j'.repeat(32),
  IP_HASH_KEY: 'k'.repeat(32),
});
const events = new EventKind(new Anonymiser(config));
const activities = new ActivityKind(new Anonymiser(config));

/** A gate that knows these users' rules, without a broker. */
const gateWith = (
  configs: Record<string, Partial<TrackingRules['config']>>,
  privacy: Partial<GatewayConfig> = {},
) => {
  const rules = new Map(
    Object.entries(configs).map(([user, set]) => [user, new UserRules(someRules(set, user))]),
  );
  const counted: [string, DropReason][] = [];
  const metrics = { count: (stream: string, reason: DropReason) => counted.push([stream, reason]) };
  const gate = new TrackingGate(
    { find: (user: string) => rules.get(user) } as unknown as RulesMirror,
    metrics as unknown as TrackingMetrics,
    Object.assign(new GatewayConfig(), config, privacy),
  );
  return { gate, counted };
};

const items = <T>(judged: Judged<T>[]): T[] =>
  judged.map((one) => {
    if (!one.kept) throw new Error(`it was dropped: ${one.reason}`);
    return one.item;
  });

describe('the gate', () => {
  describe('for a sender who asks not to be tracked', () => {
    const item = anEvent({ user_id: 'bob' });

    it('turns all away when it is to honour that', () => {
      const { gate, counted } = gateWith({}, { honourDoNotTrack: true });
      const judged = gate.judge(events, [item, item], true);
      expect(judged).toEqual(Array(2).fill({ kept: false, reason: 'do_not_track' }));
      expect(counted).toEqual(Array(2).fill(['EVENTS', 'do_not_track']));
      expect(gate.judge(events, [item], false)).toEqual([{ kept: true, item }]);
    });

    it('takes no notice otherwise', () => {
      expect(gateWith({}).gate.judge(events, [item], true)).toEqual([{ kept: true, item }]);
    });
  });

  it('leaves the items of users without rules as they are', () => {
    const item = anEvent({ user_id: 'bob' });
    const [kept] = items(gateWith({ ann: { tracking_enabled: false } }).gate.judge(events, [item]));
    expect(kept).toBe(item);
  });

  it('answers for each item in the order of the request, and counts what it turns away', () => {
    const { gate, counted } = gateWith({
      ann: { tracking_enabled: false },
      bob: { excluded_events: ['debug'] },
    });
    const judged = gate.judge(
      events,
      [
        ['ann', 'save'],
        ['bob', 'save'],
        ['bob', 'debug'],
        ['eve', 'debug'],
      ].map(([user_id, event_name]) => anEvent({ user_id, event_name })),
    );
    expect(judged.map((one) => (one.kept ? one.item.user_id : one.reason))).toEqual([
      'tracking_disabled',
      'bob',
      'event_excluded',
      'eve',
    ]);
    expect(counted).toEqual([
      ['EVENTS', 'tracking_disabled'],
      ['EVENTS', 'event_excluded'],
    ]);
  });

  describe('of a user without session tracking', () => {
    const { gate } = gateWith({
      ann: { session_tracking: false },
      bob: { session_tracking: false },
    });
    const sent = [
      anEvent({ user_id: 'ann', session_id: 's1' }),
      anEvent({ user_id: 'ann', session_id: 's2' }),
      anEvent({ user_id: 'bob', session_id: 's1' }),
    ];
    const sessions = () => items(gate.judge(events, sent)).map(({ session_id }) => session_id);

    it('makes one session of a request, another one for each user', () => {
      const [first, second, other] = sessions();
      expect(first).toBe(second);
      expect(other).not.toBe(first);
      expect(sent.map(({ session_id }) => session_id)).toEqual(['s1', 's2', 's1']);
      for (const session of [first, other]) expect(session).toMatch(/^[\da-f-]{36}$/);
    });

    it('makes another one for the next request', () => {
      expect(sessions()[0]).not.toBe(sessions()[0]);
    });

    it('does so for measurements and activities, too', () => {
      const [measured] = items(
        gate.judge(new PerformanceKind(new Anonymiser(config)), [
          aMeasurement({ user_id: 'ann', session_id: 's1' }),
        ]),
      );
      const [done] = items(
        gate.judge(activities, [anActivity({ user_id: 'ann', session_id: 's1' })]),
      );
      expect(measured?.session_id).not.toBe('s1');
      expect(done?.session_id).not.toBe('s1');
    });

    it('judges a sample by the session that the client told', () => {
      const sampling = gateWith({ ann: { session_tracking: false, sample_rate: 0.5 } }).gate;
      const fates = Array.from({ length: 20 }, () =>
        sampling.judge(events, sent.slice(0, 1)).map(({ kept }) => kept),
      );
      expect(new Set(fates.flat()).size).toBe(1);
    });
  });

  describe('of a user in privacy mode', () => {
    const { gate } = gateWith({ ann: { privacy_mode: true } });

    it('takes the address, the agent and the place from events, and nothing else', () => {
      const event = anEvent({
        user_id: 'ann',
        ip_address: '192.0.2.1',
        user_agent: 'Mozilla/5.0',
        location: { country: 'US' },
      });
      expect(items(gate.judge(events, [event]))).toEqual([
        { ...event, ip_address: null, user_agent: null, location: null },
      ]);
    });

    it('takes the address and the agent from activities, and nothing else', () => {
      const metadata = { ip_address: '192.0.2.1', user_agent: 'Mozilla/5.0', request_id: 'r' };
      const activity = anActivity({ user_id: 'ann', metadata });
      expect(items(gate.judge(activities, [activity]))).toEqual([
        { ...activity, metadata: { request_id: 'r' } },
      ]);
      const bare = anActivity({ user_id: 'ann', metadata: null });
      expect(items(gate.judge(activities, [bare]))).toEqual([bare]);
    });

    it('leaves measurements and usage as they are', () => {
      const measurement = aMeasurement({ user_id: 'ann' });
      const usage = { user_id: 'ann', date: '2026-10-01' };
      expect(items(gate.judge(new PerformanceKind(new Anonymiser(config)), [measurement]))).toEqual(
        [measurement],
      );
      expect(items(gate.judge(new UsageKind(new Anonymiser(config)), [usage]))).toEqual([usage]);
    });
  });
});
