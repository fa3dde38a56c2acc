import { FAMILY_ALPHA, Period, PERIOD_LENGTHS } from '@trailmark/measures';
import { findingsOf } from '../src/insights/judge.js';
import { Random } from './random.js';
import { Habits, simulate } from './simulated-user.js';

const NOW = new Date('2026-05-20T16:40:00.123Z');

const periodOf = (timePeriod: keyof typeof PERIOD_LENGTHS, timezone = 'UTC'): Period => ({
  timePeriod,
  timezone,
  from: new Date(NOW.getTime() - PERIOD_LENGTHS[timePeriod]),
  to: NOW,
});

const found = (period: Period, seed: number, now: Partial<Habits>, before: Partial<Habits>) =>
  findingsOf(simulate(period, new Random(seed), now, before), period);

/** Users whose habits do not change. */
const SAME_HABITS: readonly [keyof typeof PERIOD_LENGTHS, Partial<Habits>][] = [
  ['last_30_days', { shape: null }],
  ['last_30_days', {}],
  ['last_30_days', { shape: 1 }],
  ['last_30_days', { sessionsADay: 0.4 }],
  ['last_7_days', { shape: null }],
  ['last_7_days', {}],
  ['last_7_days', { shape: 1, sessionsADay: 8 }],
  ['last_7_days', { eventsASession: 25, errorShare: 0.2 }],
  ['last_24_hours', { shape: null, sessionsADay: 10 }],
];

describe('findingsOf', () => {
  it('tells at most 1 of 100 users of a change who did not change', () => {
    const RUNS = 1000;
    const told = Array.from({ length: RUNS }, (_, run) => {
      const [name, habits] = SAME_HABITS[run % SAME_HABITS.length] ?? ['last_7_days', {}];
      return found(periodOf(name), run + 1, habits, habits);
    }).filter((findings) => findings.length > 0);
    expect(told.length).toBeLessThanOrEqual(RUNS * FAMILY_ALPHA);
  });

  describe('finds', () => {
    const RUNS = 20;
    const steady = { shape: null };
    it.each([
      ['twice the sessions', 'sessions', 'up', { ...steady, sessionsADay: 6 }, steady],
      ['a third of the sessions', 'sessions', 'down', steady, { ...steady, sessionsADay: 9 }],
      ['five times the sessions of uneven days', 'sessions', 'up', { sessionsADay: 15 }, {}],
      ['slower pages', 'page_load_time', 'up', { loadMs: 2400 }, {}],
      ['faster pages', 'page_load_time', 'down', { loadMs: 900 }, {}],
      ['many more errors', 'errors', 'up', { errorShare: 0.3 }, { errorShare: 0.02 }],
      ['sessions three times as long', 'average_session_duration', 'up', { seconds: 720 }, {}],
      ['short visits', 'bounce_rate', 'up', { eventsASession: 2 }, { eventsASession: 12 }],
      ['a user who left', 'events', 'down', { sessionsADay: 0 }, {}],
    ] as const)('%s, nine times of ten at least', (_case, metric, direction, now, before) => {
      const hits = Array.from({ length: RUNS }, (_, seed) =>
        found(periodOf('last_30_days', 'America/New_York'), seed + 1, now, before),
      ).filter((findings) =>
        findings.some((one) => one.rule.metric === metric && one.direction === direction),
      );
      expect(hits.length).toBeGreaterThanOrEqual(RUNS * 0.9);
    });
  });

  describe('is silent', () => {
    it('about periods in which nothing happened', () => {
      for (const name of Object.keys(PERIOD_LENGTHS) as (keyof typeof PERIOD_LENGTHS)[]) {
        const nothing = { sessionsADay: 0 };
        expect(found(periodOf(name, 'Australia/Lord_Howe'), 1, nothing, nothing)).toEqual([]);
      }
    });

    it('about a user whose first period it is', () => {
      for (const name of Object.keys(PERIOD_LENGTHS) as (keyof typeof PERIOD_LENGTHS)[]) {
        expect(found(periodOf(name), 1, { sessionsADay: 9 }, { sessionsADay: 0 })).toEqual([]);
      }
    });

    it('about a user of whom there is little', () => {
      const little = { sessionsADay: 0.15, eventsASession: 2 };
      const silent = { sessionsADay: 0 };
      for (let seed = 1; seed <= 200; seed += 1) {
        expect(found(periodOf('last_7_days'), seed, silent, little)).toEqual([]);
      }
    });

    it('about a change that is certain but small', () => {
      const period = periodOf('last_30_days');
      const [figure] = simulate(period, new Random(1)).filter(
        ({ metric }) => metric === 'page_load_time',
      );
      if (!figure) throw new Error('no figure');
      const sample = (value: number) => ({ value, observations: 1e6, variance: 1 });
      const judged = (value: number) =>
        findingsOf([{ ...figure, current: sample(value), previous: sample(1000) }], period);
      expect(judged(1199)).toEqual([]);
      expect(judged(1200)).toHaveLength(1);
    });

    it('about an hour, in which counts tell nothing of what is usual', () => {
      const busy = { sessionsADay: 200, shape: null };
      for (let seed = 1; seed <= 20; seed += 1) {
        const findings = found(periodOf('last_hour'), seed, busy, { sessionsADay: 20 });
        expect(findings.filter(({ test }) => test === 'poisson')).toEqual([]);
      }
    });
  });

  it('says the same of what it has when a service does not tell', () => {
    const period = periodOf('last_30_days');
    const figures = simulate(period, new Random(3), { loadMs: 4000 });
    const own = figures.filter(({ metric }) => metric === 'page_load_time');
    const whole = findingsOf(figures, period).filter(({ figure }) => own.includes(figure));
    expect(whole).toHaveLength(1);
    expect(findingsOf(own, period)).toEqual(whole);
  });
});
