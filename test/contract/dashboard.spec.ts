import { DashboardView } from '@trailmark/contracts';
import { aMeasurement, anActivity, anEvent, ApiClient } from '@trailmark/testing';
import { sharedStack, SharedStack } from '../e2e/shared-stack.js';
import { GUIDE_DASHBOARD } from './guide-dashboard.js';

const DAY_MS = 86_400_000;
const USER = 'guide_dashboard';

/** Every place where `live` lacks what `example` has, or has something of another type there. */
const differences = (live: unknown, example: unknown, path: string): string[] => {
  if (Array.isArray(example)) {
    if (!Array.isArray(live)) return [`${path} is no list`];
    if (live.length === 0) return [`${path} is empty, which shows nothing`];
    return live.flatMap((item, index) => differences(item, example[0], `${path}.${index}`));
  }
  if (typeof example === 'object' && example !== null) {
    if (typeof live !== 'object' || live === null) return [`${path} is no object`];
    return Object.entries(example).flatMap(([key, value]) =>
      differences((live as Record<string, unknown>)[key], value, `${path}.${key}`),
    );
  }
  return typeof live === typeof example ? [] : [`${path} is ${typeof live}: ${String(live)}`];
};

describe('the dashboard and the guide’s example of it', () => {
  let stack: SharedStack;
  let ann: ApiClient;

  const today = new Date().setUTCHours(0, 0, 0, 0);
  const dayBack = (days: number): string =>
    new Date(today - days * DAY_MS).toISOString().slice(0, 10);
  const week = `time_period=custom&start_date=${dayBack(7)}&end_date=${dayBack(1)}`;

  /** Around noon, so that every day of the week has something. Day 0 is yesterday. */
  const at = (day: number, minutes = 0): string =>
    new Date(today - (day + 0.5) * DAY_MS + minutes * 60_000).toISOString();

  /** A fortnight whose second week has twice the sessions and pages three times as fast. */
  const days = Array.from({ length: 14 }, (_, day) => day);
  const events = days.flatMap((day) =>
    Array.from({ length: day < 7 ? 6 : 3 }, (_, session) => [
      anEvent({
        user_id: USER,
        session_id: `${day}-${session}`,
        event_name: 'page_view',
        event_category: 'navigation',
        properties: { page: '/dashboard' },
        timestamp: at(day, session),
      }),
      anEvent({
        user_id: USER,
        session_id: `${day}-${session}`,
        event_name: 'project_creation',
        event_category: 'projects',
        timestamp: at(day, session + 5 + (session % 3)),
      }),
    ]).flat(),
  );
  const measurements = days.flatMap((day) =>
    Array.from({ length: 8 }, (_, n) =>
      aMeasurement({
        user_id: USER,
        session_id: `${day}-0`,
        page: '/guide-dashboard',
        page_load_time: (day < 7 ? 4000 : 12_000) + 37 * n,
        largest_contentful_paint: 5000 + n,
        timestamp: at(day, n),
      }),
    ),
  );

  beforeAll(async () => {
    stack = await sharedStack('events', 'performance', 'usage', 'activity', 'dashboard');
    ann = ApiClient.as(stack.url, USER, 'user');
    await ann.post('/analytics/events/batch', { events });
    for (const measurement of measurements) await ann.post('/analytics/performance', measurement);
    await ann.post('/analytics/activities/batch', {
      activities: days.map((day) => anActivity({ user_id: USER, timestamp: at(day) })),
    });
  });
  afterAll(() => stack.stop());

  it('agree: no field is missing and none is of another type', async () => {
    const { status, body } = await ann.get<DashboardView>(`/analytics/dashboard/${USER}?${week}`);
    expect(status).toBe(200);
    expect(body.data.degraded).toEqual([]);
    expect(differences(body.data, GUIDE_DASHBOARD, 'data')).toEqual([]);
  });

  it('agree on the lists that have routes of their own', async () => {
    const trends = await ann.get(`/analytics/trends/${USER}?${week}`);
    const insights = await ann.get(`/analytics/insights/${USER}?${week}`);
    expect(differences(trends.body.data, GUIDE_DASHBOARD.trends, 'data')).toEqual([]);
    expect(differences(insights.body.data, GUIDE_DASHBOARD.insights, 'data')).toEqual([]);
  });
});
