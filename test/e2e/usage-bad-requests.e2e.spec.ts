import { ApiClient } from '@trailmark/testing';
import { sharedStack, SharedStack } from './shared-stack.js';
import { GUIDE } from './usage-example.js';

const USAGE = '/analytics/usage';

const range = (from: string, to: string): string =>
  `time_period=custom&start_date=${from}&end_date=${to}`;

describe('bad requests about usage', () => {
  let stack: SharedStack;
  let client: ApiClient;

  beforeAll(async () => {
    stack = await sharedStack('usage');
    client = ApiClient.as(stack.url, 'backend', 'admin');
  });
  afterAll(() => stack.stop());

  it.each([
    [{ session_count: -1 }, 'session_count'],
    [{ session_count: 1.5 }, 'session_count'],
    [{ total_session_duration: 1e12 }, 'total_session_duration'],
    [{ page_views: '3' }, 'page_views'],
    [{ engagement_score: 10.1 }, 'engagement_score'],
    [{ date: '2026-02-30' }, 'date'],
    [{ date: '2026-2-3' }, 'date'],
    [{ date: '2026-02-03T00:00:00Z' }, 'date'],
    [{ date: '2999-01-01' }, 'date'],
    [{ user_id: undefined }, 'user_id'],
    [{ features_used: [{ feature_name: 'f', usage_count: -2 }] }, 'features_used.0.usage_count'],
    [{ features_used: [{ usage_count: 1 }] }, 'features_used.0.feature_name'],
    [{ features_used: ['f'] }, 'features_used'],
    [{ features_used: {} }, 'features_used'],
    [{ retention_data: { is_new_user: 'no' } }, 'retention_data.is_new_user'],
    [{ retention_data: [] }, 'retention_data'],
    [{ conversion_data: { conversion_rate: 2 } }, 'conversion_data.conversion_rate'],
    [{ conversion_data: { conversion_events: [1] } }, 'conversion_data.conversion_events'],
    [{ user_flow: [GUIDE.user_flow[0], { step_number: 2 }] }, 'user_flow.1.page_path'],
    [{ user_flow: [{ ...GUIDE.user_flow[0], odd: 1 }] }, 'user_flow.0.odd'],
    [{ clicks: 1 }, 'clicks'],
  ])('refuses %j naming the field', async (change, field) => {
    const { status, body } = await client.post(USAGE, { ...GUIDE, ...change });
    expect(status).toBe(400);
    expect(body.error.details?.map((detail) => detail.field)).toContain(field);
  });

  it.each([
    ['time_period=last_decade', 'time_period'],
    ['time_period=custom', 'start_date'],
    [range('2026-02-02', '2026-02-01'), 'end_date'],
    [range('2020-01-01', '2026-02-01'), 'start_date'],
    ['timezone=Mars/Base', 'timezone'],
    ['cursor=zzz', 'cursor'],
    ['foo=1', 'foo'],
  ])('refuses to list by %s naming the field', async (query, field) => {
    const { status, body } = await client.get(`${USAGE}/nobody?${query}`);
    expect(status).toBe(400);
    expect(body.error.details?.[0]?.field).toBe(field);
  });
});
