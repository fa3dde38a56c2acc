import { FindTraceDto, Trace } from '@trailmark/contracts';
import { Database, RpcClient, runInContext } from '@trailmark/platform';
import { explain, TestService, waitFor } from '@trailmark/testing';
import { TracesService } from '../src/traces/traces.service.js';
import { aMessage, publish, unacknowledged } from './performance-messages.js';
import { startPerformance } from './performance-service.js';

const REQUEST = '82b0da6e-9c9b-422b-b748-9e16ea98f45b';
const OTHER = '82b0da6e-9c9b-422b-b748-9e16ea98f45c';

describe('performance.request.find', () => {
  let service: TestService;

  const ask = (query: Partial<FindTraceDto>): Promise<Trace> => {
    const principal = { sub: 'test', email: null, roles: ['service' as const] };
    const question = Object.assign(new FindTraceDto(), { request_id: REQUEST, ...query });
    return runInContext({ requestId: 'traces', principal }, () =>
      service.app.get(RpcClient).call('performance.request.find', question),
    );
  };

  beforeAll(async () => {
    service = await startPerformance();
    const custom_metrics = { time_to_interactive: 1900, request_id: REQUEST };
    const timestamp = '2026-03-29T01:30:00.500Z';
    const message = aMessage(
      { user_id: 'ann', metrics_id: 'm', timestamp, custom_metrics },
      { user_id: 'ann', custom_metrics: { request_id: OTHER } },
      { user_id: 'ann', custom_metrics: { request_id: 7 } },
      { user_id: 'ann', custom_metrics: null },
      {
        user_id: 'bob',
        timestamp: '2026-03-29T01:30:00.250Z',
        page: null,
        page_load_time: 9000.5,
        time_to_first_byte: 0,
        first_contentful_paint: null,
        largest_contentful_paint: null,
        cumulative_layout_shift: null,
        first_input_delay: null,
        total_blocking_time: null,
        interaction_to_next_paint: null,
        custom_metrics,
      },
    );
    const others = Array.from({ length: 10 }, (_, n) =>
      aMessage(
        ...Array.from({ length: 50 }, (_value, m) => ({
          user_id: 'ann',
          custom_metrics: {
            request_id: `82b0da6e-9c9b-422b-b748-${String(n * 50 + m).padStart(12, '0')}`,
          },
        })),
      ),
    );
    await publish([message, message, ...others]);
    await publish([aMessage({ user_id: 'ann', metrics_id: 'm', timestamp, custom_metrics })]);
    await waitFor(async () => (await unacknowledged()) === 0);
    await service.schema.query('ANALYZE TABLE performance_metrics');
  });
  afterAll(() => service.stop());

  const bobs = {
    timestamp: '2026-03-29T01:30:00.250Z',
    event: 'page_load',
    properties: {
      page: null,
      page_load_time: 9000.5,
      time_to_first_byte: 0,
      performance_score: null,
      request_id: REQUEST,
    },
  };

  it('has each measurement of the request once, oldest first, with the vitals that there are', async () => {
    expect(await ask({})).toEqual({
      events: [
        bobs,
        {
          timestamp: '2026-03-29T01:30:00.500Z',
          event: 'page_load',
          properties: {
            page: '/dashboard',
            page_load_time: 1500,
            time_to_first_byte: 200,
            first_contentful_paint: 800,
            largest_contentful_paint: 1200,
            cumulative_layout_shift: 0.1,
            first_input_delay: 50,
            total_blocking_time: 100,
            interaction_to_next_paint: 120,
            performance_score: expect.any(Number),
            request_id: REQUEST,
          },
        },
      ],
    });
  });

  it('has as many as the raw rows tell', async () => {
    const rows = await service.schema.query<{ custom: string | null }>(
      'SELECT CAST(custom_metrics AS CHAR) AS custom FROM performance_metrics',
    );
    const carrying = (id: string) =>
      rows.filter(({ custom }) => custom?.includes(`"${id}"`)).length;
    expect(rows).toHaveLength(505);
    for (const request_id of [REQUEST, OTHER, '82b0da6e-9c9b-422b-b748-000000000007']) {
      expect((await ask({ request_id })).events).toHaveLength(carrying(request_id));
    }
  });

  it('has only those of the users named', async () => {
    expect(await ask({ user_ids: ['bob', 'cid'] })).toEqual({ events: [bobs] });
    expect(await ask({ user_ids: ['cid'] })).toEqual({ events: [] });
    expect(await ask({ user_ids: [] })).toEqual({ events: [] });
  });

  it.each([[undefined], [['ann']]])('of users %j reads the index of request ids', async (users) => {
    const { dataSource } = service.app.get(Database);
    const rows = await explain(dataSource, service.schema, () =>
      service.app.get(TracesService).find({ request_id: REQUEST, user_ids: users ?? null }),
    );
    expect(rows).toHaveLength(1);
    expect(rows[0]).toMatchObject({ table: 'traced', key: 'idx_request' });
    expect(rows[0]?.Extra ?? '').not.toContain('filesort');
    expect(rows[0]?.rows).toBeLessThan(50);
  });
});
