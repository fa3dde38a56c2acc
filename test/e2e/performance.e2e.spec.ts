import {
  PerformanceOverview,
  PerformanceResult,
  PerformanceView,
  RecordPerformanceDto,
} from '@trailmark/contracts';
import { aMeasurement, ApiClient } from '@trailmark/testing';
import { sharedStack, SharedStack } from './shared-stack.js';

const PERFORMANCE = '/analytics/performance';

/** The guide's own example. */
const GUIDE_BODY = {
  user_id: 'string',
  session_id: 'string',
  page_load_time: 1500,
  time_to_first_byte: 200,
  first_contentful_paint: 800,
  largest_contentful_paint: 1200,
  cumulative_layout_shift: 0.1,
  first_input_delay: 50,
  total_blocking_time: 100,
  memory_usage: {
    used_heap_size: 50000000,
    total_heap_size: 100000000,
    heap_size_limit: 200000000,
    memory_usage_percentage: 50,
  },
  network_info: {
    connection_type: '4g',
    effective_type: '4g',
    download_speed: 10,
    upload_speed: 2,
    latency: 50,
  },
  device_info: {
    device_type: 'desktop',
    screen_resolution: '1920x1080',
    viewport_size: '1200x800',
    pixel_density: 2,
  },
  custom_metrics: {},
};

describe('performance over HTTP', () => {
  let stack: SharedStack;
  const as = (sub: string) => ApiClient.as(stack.url, sub, 'user');
  const post = (body: RecordPerformanceDto, headers = {}) =>
    as(body.user_id).post<PerformanceResult>(PERFORMANCE, body, headers);
  const list = (user: string, query = '') =>
    as(user).get<PerformanceView[]>(`${PERFORMANCE}/${user}${query}`);
  const overview = (user: string, query = '') =>
    as(user).get<PerformanceOverview>(`${PERFORMANCE}/${user}/overview${query}`);

  beforeAll(async () => {
    stack = await sharedStack('events', 'performance');
  });
  afterAll(() => stack.stop());

  describe('POST /analytics/performance', () => {
    it('takes the guide’s example as it stands, and reads back equal', async () => {
      const posted = await post(GUIDE_BODY);
      expect(posted.status).toBe(201);
      expect(posted.body.data).toEqual({ metrics_id: expect.any(String), status: 'stored' });
      const read = await list('string');
      expect(read.body.data).toEqual([
        {
          ...GUIDE_BODY,
          id: posted.body.data.metrics_id,
          timestamp: expect.any(String),
          created_at: expect.any(String),
          page: null,
          interaction_to_next_paint: null,
          performance_score: expect.any(Number),
        },
      ]);
    });

    it('keeps fractions, zero, and what was not delivered as null', async () => {
      const user_id = 'frac';
      await post({
        user_id,
        session_id: 's',
        page_load_time: 1234.567,
        first_input_delay: 0,
        cumulative_layout_shift: 0.003,
        largest_contentful_paint: null,
      });
      expect((await list(user_id)).body.data[0]).toMatchObject({
        page_load_time: 1234.567,
        first_input_delay: 0,
        cumulative_layout_shift: 0.003,
        largest_contentful_paint: null,
        time_to_first_byte: null,
        memory_usage: null,
        device_info: null,
        custom_metrics: null,
      });
    });

    it('stores a client’s metrics_id once', async () => {
      const body = aMeasurement({ user_id: 'dup', metrics_id: 'load-1' });
      const first = await post(body);
      const again = await post(body);
      expect(again.body.data).toEqual({
        metrics_id: first.body.data.metrics_id,
        status: 'duplicate',
      });
      expect((await list('dup')).body.pagination.total).toBe(1);
    });

    it('answers 202 at once when the client prefers not to wait', async () => {
      const posted = await post(aMeasurement({ user_id: 'asy' }), { prefer: 'respond-async' });
      expect(posted.status).toBe(202);
      expect(posted.body.data.status).toBe('queued');
    });

    it('scores phones and tablets by the mobile curves', async () => {
      for (const device_type of ['desktop', 'Mobile', 'tablet']) {
        const device_info = { device_type };
        await post(aMeasurement({ user_id: 'dev', device_info, metrics_id: device_type }));
      }
      const scores = (await list('dev')).body.data.map((row) => row.performance_score ?? 0);
      const [tablet = 0, mobile = 0, desktop = 0] = scores;
      expect(tablet).toBe(mobile);
      expect(mobile).toBeGreaterThan(desktop);
    });

    it.each([
      ['page_load_time', { page_load_time: undefined }],
      ['page_load_time', { page_load_time: -1 }],
      ['page_load_time', { page_load_time: 600_001 }],
      ['page_load_time', { page_load_time: '1500' }],
      ['page_load_time', { page_load_time: null }],
      ['largest_contentful_paint', { largest_contentful_paint: -0.1 }],
      ['first_input_delay', { first_input_delay: 1e12 }],
      ['cumulative_layout_shift', { cumulative_layout_shift: 100 }],
      ['cumulative_layout_shift', { cumulative_layout_shift: 99.9991 }],
      ['timestamp', { timestamp: '2199-01-01T00:00:00Z' }],
      ['timestamp', { timestamp: '2026-02-30T00:00:00Z' }],
      ['page', { page: 'x'.repeat(513) }],
      ['memory_usage.used_heap_size', { memory_usage: { used_heap_size: -1 } }],
      ['memory_usage', { memory_usage: [] }],
      ['network_info.latency', { network_info: { latency: 'fast' } }],
      ['network_info.carrier', { network_info: { carrier: 'x' } }],
      ['device_info.device_type', { device_info: { device_type: 'x'.repeat(65) } }],
      ['custom_metrics', { custom_metrics: 'x' }],
      ['speed', { speed: 1 }],
    ])('refuses a wrong %s by name (%#)', async (field, wrong) => {
      const body = { ...aMeasurement({ user_id: 'bad' }), ...wrong };
      const { status, body: answer } = await as('bad').post(PERFORMANCE, body);
      expect(status).toBe(400);
      expect(answer.error.code).toBe('VALIDATION_ERROR');
      expect(answer.error.details?.map((detail) => detail.field)).toEqual([field]);
    });

    it('refuses another user’s measurement', async () => {
      const posted = await as('eve').post(PERFORMANCE, aMeasurement({ user_id: 'ann' }));
      expect(posted.status).toBe(403);
    });
  });

  describe('GET /analytics/performance/{user_id}', () => {
    it('pages newest first, by page and by cursor', async () => {
      const user_id = 'pager';
      for (let n = 0; n < 5; n += 1) {
        const timestamp = new Date(Date.now() - n * 60_000).toISOString();
        await post(aMeasurement({ user_id, page_load_time: n, timestamp }));
      }
      const loads = (rows: PerformanceView[]) => rows.map((row) => row.page_load_time);
      const first = await list(user_id, '?limit=2');
      expect(loads(first.body.data)).toEqual([0, 1]);
      expect(first.body.pagination).toMatchObject({ total: 5, has_next: true, total_pages: 3 });
      const { next_cursor } = first.body.pagination;
      const second = await list(user_id, `?limit=2&cursor=${next_cursor}`);
      expect(loads(second.body.data)).toEqual([2, 3]);
      expect(loads((await list(user_id, '?limit=2&page=3')).body.data)).toEqual([4]);
    });

    it('takes last_24_hours when no period is named, else the one that is', async () => {
      const user_id = 'ages';
      for (const hours of [1, 30, 24 * 20]) {
        const timestamp = new Date(Date.now() - hours * 3_600_000).toISOString();
        await post(aMeasurement({ user_id, timestamp }));
      }
      const total = async (query: string) => (await list(user_id, query)).body.pagination.total;
      expect(await total('')).toBe(1);
      expect(await total('?time_period=last_7_days')).toBe(2);
      expect(await total('?time_period=last_30_days')).toBe(3);
    });

    it('reads the days of a custom period on the zone’s clocks', async () => {
      const user_id = 'zone';
      for (const timestamp of ['2026-06-01T18:14:59.999Z', '2026-06-01T18:15:00Z']) {
        await post(aMeasurement({ user_id, timestamp }));
      }
      const query = '?time_period=custom&start_date=2026-06-02&end_date=2026-06-02';
      const { body } = await list(user_id, `${query}&timezone=Asia/Kathmandu`);
      expect(body.data.map((row) => row.timestamp)).toEqual(['2026-06-01T18:15:00.000Z']);
    });

    it.each([
      ['time_period', '?time_period=yesterday'],
      ['start_date', '?time_period=custom'],
      ['start_date', '?time_period=custom&start_date=2026-02-30'],
      ['end_date', '?time_period=custom&start_date=2026-03-02&end_date=2026-03-01'],
      ['timezone', '?timezone=Mars/Olympus'],
      ['cursor', '?cursor=nonsense'],
      ['page', '?page=100000&limit=200'],
      ['colour', '?colour=red'],
    ])('refuses a wrong %s', async (field, query) => {
      const { status, body } = await list('ann', query);
      expect(status).toBe(400);
      expect(body.error.details?.map((detail) => detail.field)).toEqual([field]);
    });

    it('is one’s own only; support reads anyone’s', async () => {
      await post(aMeasurement({ user_id: 'own' }));
      for (const path of ['own', 'own/overview']) {
        expect((await as('eve').get(`${PERFORMANCE}/${path}`)).status).toBe(403);
        const support = ApiClient.as(stack.url, 'sue', 'support');
        expect((await support.get(`${PERFORMANCE}/${path}`)).status).toBe(200);
      }
    });

    it('of a user without data is empty, not missing', async () => {
      expect((await list('nobody')).body).toMatchObject({ data: [], pagination: { total: 0 } });
      const { status, body } = await overview('nobody');
      expect(status).toBe(200);
      expect(body.data).toMatchObject({
        average_load_time: null,
        performance_score: null,
        core_web_vitals: { lcp: null, fid: null, cls: null, fcp: null, ttfb: null, inp: null },
        slowest_pages: [],
        issues: [],
      });
      const none = { average_load_time: null, performance_score: null };
      expect(body.data.performance_trends).toHaveLength(8);
      for (const day of body.data.performance_trends) expect(day).toMatchObject(none);
    });
  });
});
