import { TIME_PERIODS, TREND_METRICS, UserPeriodDto } from '@trailmark/contracts';
import { TestService } from '@trailmark/testing';
import { ask, someone, startDashboard } from './dashboard-service.js';
import {
  aMean,
  anOverview,
  aPerformance,
  aUsage,
  FAKE_FIGURES,
  SECTION_SUBJECTS,
} from './fake-answers.js';
import { FakePeers } from './fake-peers.js';

const HOUR = 3_600_000;
const LENGTHS = {
  last_hour: HOUR,
  last_24_hours: 24 * HOUR,
  last_7_days: 7 * 24 * HOUR,
  last_30_days: 30 * 24 * HOUR,
  last_90_days: 90 * 24 * HOUR,
  last_year: 365 * 24 * HOUR,
};

describe('the dashboard service', () => {
  let service: TestService;
  let peers: FakePeers;

  beforeAll(async () => {
    peers = await FakePeers.start();
    service = await startDashboard();
  });
  beforeEach(() => peers.reset());
  afterAll(async () => {
    await service.stop();
    await peers.stop();
  });

  const get = (query: UserPeriodDto = someone()) => ask(service, 'dashboard.dashboard.find', query);

  describe('when all services answer', () => {
    it('makes the page of what they say', async () => {
      const overview = anOverview({ total_events: 7, engagement_score: 3.25 });
      const activity = {
        total_activities: 2,
        activity_breakdown: [{ type: 'error' as const, count: 2, percentage: 100 }],
        recent_activities: [],
      };
      await peers.answer('events.section.find', () => ({ overview, figures: FAKE_FIGURES.events }));
      await peers.answer('activity.section.find', () => ({
        overview: activity,
        figures: FAKE_FIGURES.activity,
      }));
      const view = await get();
      expect(view).toMatchObject({
        time_period: 'last_7_days',
        timezone: 'UTC',
        overview,
        usage: aUsage().overview,
        activity,
        insights: [],
        degraded: [],
      });
      expect(view.trends.map(({ metric }) => metric)).toEqual(TREND_METRICS);
    });

    it('shows the submitted engagement score rather than the computed one, also when it is 0', async () => {
      const computed = anOverview({ engagement_score: 3.25 });
      await peers.answer('events.overview.find', () => computed);
      await peers.answer('events.section.find', () => ({ overview: computed, figures: [] }));
      for (const submitted of [8.5, 0]) {
        const usage = aUsage({ submitted_engagement_score: submitted });
        await peers.answer('usage.overview.find', () => usage);
        await peers.answer('usage.section.find', () => ({ overview: usage, figures: [] }));
        expect((await get()).overview?.engagement_score).toBe(submitted);
        const alone = await ask(service, 'dashboard.overview.find', someone());
        expect(alone.engagement_score).toBe(submitted);
      }
    });

    it.each(TIME_PERIODS)('asks all of them about the same instants of %s', async (time_period) => {
      const bounds = { start_date: '2026-03-08', end_date: '2026-03-09' };
      const query = someone({
        time_period,
        timezone: 'America/New_York',
        ...(time_period === 'custom' && bounds),
      });
      const view = await get(query);
      expect(view.time_period).toBe(time_period);
      const [from, to] = [Date.parse(view.start_date), Date.parse(view.end_date)];
      if (time_period === 'custom') {
        expect([view.start_date, view.end_date]).toEqual([
          '2026-03-08T05:00:00.000Z',
          '2026-03-10T04:00:00.000Z',
        ]);
      } else {
        expect(to - from).toBe(LENGTHS[time_period]);
        expect(Math.abs(Date.now() - to)).toBeLessThan(60_000);
      }
      for (const subject of SECTION_SUBJECTS) {
        expect(peers.asked.get(subject)).toEqual([
          {
            user_id: query.user_id,
            time_period: 'custom',
            start_date: view.start_date,
            end_date: view.end_date,
            timezone: 'America/New_York',
          },
        ]);
      }
    });

    it('tells a figure as a trend, and a change that is no chance as an insight', async () => {
      const figure = aMean('page_load_time', [4000, 1000]);
      const series = [{ date: '2026-01-01', value: 4000 }];
      const figures = [{ ...figure, current_series: series }];
      await peers.answer('performance.section.find', () => ({ overview: aPerformance(), figures }));
      await peers.answer('performance.figure.find', () => figures);
      const query = someone({ timezone: 'Asia/Kolkata' });
      const view = await get(query);
      expect(view.trends.find(({ metric }) => metric === 'page_load_time')).toEqual({
        metric: 'page_load_time',
        current_value: 4000,
        previous_value: 1000,
        change_percentage: 300,
        trend: 'up',
        time_series: series,
      });
      expect(view.insights).toEqual([
        {
          id: expect.stringMatching(/^[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-/),
          type: 'performance',
          priority: 'high',
          title: 'Pages load slower',
          description:
            'The average page load time rose by 300 % to 4,000 ms in the last 7 days, from 1,000 ms in the 7 days before.',
          impact: 'negative',
          metric: 'page_load_time',
          change_percentage: 300,
          trend: 'up',
          recommendations: expect.arrayContaining([expect.any(String)]),
          confidence: 0.9999,
          data_sources: ['performance'],
          actions: [
            {
              label: 'See how it went',
              href: `/analytics/trends/${encodeURIComponent(query.user_id)}?metrics=page_load_time&time_period=last_7_days&timezone=Asia%2FKolkata`,
            },
            {
              label: 'See the slowest pages',
              href: `/analytics/performance/${encodeURIComponent(query.user_id)}/overview?time_period=last_7_days&timezone=Asia%2FKolkata`,
            },
          ],
          evidence: {
            test: 'welch',
            p_value: expect.any(Number),
            current_value: 4000,
            previous_value: 1000,
            current_observations: 50,
            previous_observations: 50,
          },
          created_at: expect.any(String),
        },
      ]);
      const alone = await ask(service, 'dashboard.insight.find', query);
      expect(alone).toEqual({ items: view.insights, degraded: [] });
    });
  });

  describe('asked for some trends', () => {
    const trends = (metrics: UserPeriodDto & { metrics?: (typeof TREND_METRICS)[number][] }) =>
      ask(service, 'dashboard.trend.find', metrics);

    it('asks only the services that have them, and keeps the order', async () => {
      const metrics = ['activities' as const, 'sessions' as const, 'sessions' as const];
      const { items, degraded } = await trends({ ...someone(), metrics });
      expect(items.map(({ metric }) => metric)).toEqual(['sessions', 'activities']);
      expect(degraded).toEqual([]);
      expect([...peers.asked.keys()].sort()).toEqual([
        'activity.figure.find',
        'events.figure.find',
      ]);
    });

    it('tells those that it has, and whose are missing', async () => {
      await peers.removeService('performance');
      const metrics = ['events' as const, 'page_load_time' as const];
      const { items, degraded } = await trends({ ...someone(), metrics });
      expect(items.map(({ metric }) => metric)).toEqual(['events']);
      expect(degraded).toEqual(['performance']);
      await expect(trends({ ...someone(), metrics: ['page_load_time'] })).rejects.toMatchObject({
        code: 'UNAVAILABLE',
      });
    });

    it('tells all when none is named', async () => {
      const { items } = await trends(someone());
      expect(items.map(({ metric }) => metric)).toEqual(TREND_METRICS);
    });
  });

  it.each([
    [{ timezone: 'Mars/Olympus' }, 'timezone'],
    [{ time_period: 'custom' as const }, 'start_date'],
    [
      { time_period: 'custom' as const, start_date: '2026-02-02', end_date: '2026-02-01' },
      'end_date',
    ],
    [{ time_period: 'yesterday' as never }, 'time_period'],
  ])('refuses %j and names what is wrong', async (query, field) => {
    for (const subject of ['dashboard.dashboard.find', 'dashboard.insight.find'] as const) {
      await expect(ask(service, subject, someone(query))).rejects.toMatchObject({
        code: 'VALIDATION_ERROR',
        details: [{ field, message: expect.any(String) }],
      });
    }
    expect(peers.asked.size).toBe(0);
  });
});
