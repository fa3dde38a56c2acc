import {
  PerformanceOverview,
  PerformanceResult,
  PerformanceView,
  RecordPerformanceDto,
} from '@trailmark/contracts';
import { aMeasurement, anEvent, ApiClient, waitFor } from '@trailmark/testing';
import { sharedStack, SharedStack } from './shared-stack.js';

const PERFORMANCE = '/analytics/performance';

describe('a measurement that names no page', () => {
  let stack: SharedStack;
  const as = (sub: string) => ApiClient.as(stack.url, sub, 'user');
  const post = (body: RecordPerformanceDto) =>
    as(body.user_id).post<PerformanceResult>(PERFORMANCE, body);
  const list = (user: string) => as(user).get<PerformanceView[]>(`${PERFORMANCE}/${user}`);
  const overview = (user: string) =>
    as(user).get<PerformanceOverview>(`${PERFORMANCE}/${user}/overview`);

  beforeAll(async () => {
    stack = await sharedStack('events', 'performance');
  });
  afterAll(() => stack.stop());

  // Apart by what the tests say, however long the requests take.
  const start = Date.now() - 60_000;
  const at = (seconds: number) => new Date(start + seconds * 1000).toISOString();
  const view = (user_id: string, seconds: number, properties: object) =>
    as(user_id).post(
      '/analytics/events',
      anEvent({
        user_id,
        event_name: 'page_view',
        properties: { ...properties },
        timestamp: at(seconds),
      }),
    );
  const measure = (user_id: string, seconds: number) =>
    post(aMeasurement({ user_id, page: null, timestamp: at(seconds) }));

  it('takes the page its session was viewing, and counts for it', async () => {
    const user_id = 'walker';
    await view(user_id, 0, { page: '/first' });
    await view(user_id, 10, { $current_url: 'https://shop.example/second?ref=mail#top' });
    await view(user_id, 30, { page_path: '/third' });
    for (const seconds of [-5, 5, 20, 40]) await measure(user_id, seconds);
    const { slowest_pages } = (await overview(user_id)).body.data;
    const visits = slowest_pages.map(({ page, visits }) => [page, visits]);
    expect(new Map(visits as [string, number][])).toEqual(
      new Map([
        ['/first', 2],
        ['/second', 1],
        ['/third', 1],
      ]),
    );
    const pages = (await list(user_id)).body.data.map(({ page }) => page);
    expect(pages).toEqual(['/third', '/second', '/first', '/first']);
  });

  it('gets it, too, when the page view comes later, without being asked for', async () => {
    const user_id = 'early';
    await measure(user_id, 5);
    expect((await list(user_id)).body.data[0]?.page).toBeNull();
    await view(user_id, 0, { page: '/late' });
    await waitFor(async () => (await list(user_id)).body.data[0]?.page === '/late');
    expect((await overview(user_id)).body.data.slowest_pages).toEqual([
      { page: '/late', average_load_time: 1500, visits: 1 },
    ]);
  });

  it('does not take another user’s or session’s page', async () => {
    await view('neighbour', 0, { page: '/theirs' });
    await measure('alone', 5);
    await overview('alone');
    expect((await list('alone')).body.data[0]?.page).toBeNull();
  });
});
