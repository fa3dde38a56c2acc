import { createHash } from 'node:crypto';
import { ActivityView, ChainReport, RecordActivityDto } from '@trailmark/contracts';
import { anActivity, ApiClient } from '@trailmark/testing';
import { sharedStack, SharedStack } from './shared-stack.js';

const ACTIVITIES = '/analytics/activities';

describe('reading activities over HTTP', () => {
  let stack: SharedStack;
  let service: ApiClient;
  const as = (sub: string) => ApiClient.as(stack.url, sub, 'user');
  const post = (sub: string, body: object) => as(sub).post(ACTIVITIES, body);

  beforeAll(async () => {
    stack = await sharedStack('activity');
    service = ApiClient.as(stack.url, 'backend', 'service', 'support');
  });
  afterAll(() => stack.stop());

  describe('who may', () => {
    it.each(['', '/summary', '/verify'])('a user reads only its own (%s)', async (route) => {
      expect((await as('ann').get(`${ACTIVITIES}/bob${route}`)).status).toBe(403);
      expect((await as('bob').get(`${ACTIVITIES}/bob${route}`)).status).toBe(200);
      expect((await service.get(`${ACTIVITIES}/bob${route}`)).status).toBe(200);
      expect((await new ApiClient(stack.url, null).get(`${ACTIVITIES}/bob${route}`)).status).toBe(
        401,
      );
    });

    it('a user records only its own', async () => {
      expect((await post('ann', anActivity({ user_id: 'bob' }))).status).toBe(403);
    });
  });

  describe('listing', () => {
    const list = async (query: string) =>
      (await service.get<ActivityView[]>(`${ACTIVITIES}/lister?${query}`)).body;

    beforeAll(async () => {
      const activities = Array.from({ length: 24 }, (_, n): RecordActivityDto =>
        anActivity({
          user_id: 'lister',
          timestamp: `2026-02-${String(1 + (n % 20)).padStart(2, '0')}T12:00:00Z`,
          activity_type: n % 2 ? 'api_call' : 'error',
          activity_category: n % 3 ? 'account' : 'security',
          severity: n % 4 ? 'debug' : 'warning',
          description: n % 5 ? `Step ${n} of 100% done_` : 'Émile logged in',
          tags: n % 6 ? [`t${n % 3}`, 'all'] : ['with "quotes", and comma', 'T1'],
        }),
      );
      await service.post(`${ACTIVITIES}/batch`, { activities });
    });

    it('walks every activity once, newest first, by cursor', async () => {
      const seen: ActivityView[] = [];
      for (let cursor = ''; ;) {
        const body = await list(`limit=5${cursor && `&cursor=${cursor}`}`);
        seen.push(...body.data);
        if (!body.pagination.next_cursor) break;
        cursor = body.pagination.next_cursor;
      }
      expect(new Set(seen.map(({ id }) => id)).size).toBe(24);
      const times = seen.map(({ timestamp }) => timestamp);
      expect(times).toEqual(times.toSorted().toReversed());
    });

    it.each([
      ['activity_type=error', 12],
      ['activity_type=error,api_call', 24],
      ['activity_category=security', 8],
      ['severity=warning', 6],
      ['severity=warning&severity=debug', 24],
      ['tags=t1', 8],
      ['tags=T1', 4],
      ['tags=t1,t2', 16],
      ['tags=all', 20],
      [`tags=${encodeURIComponent('with "quotes", and comma')}&tags=none`, 4],
      ['search=emile', 5],
      ['search=LOGGED', 5],
      [`search=${encodeURIComponent('100% done_')}`, 19],
      [`search=${encodeURIComponent('%')}`, 19],
      ['search=nothing', 0],
      ['start_date=2026-02-20', 1],
      ['start_date=2026-02-01&end_date=2026-02-02', 4],
      ['activity_type=error&severity=debug&start_date=2026-02-10', 3],
    ])('filters by %s', async (query, total) => {
      const body = await list(query);
      expect(body.data).toHaveLength(total);
      expect(body.pagination.total).toBe(total);
    });

    it.each([
      ['', 'foo=1', 'foo'],
      ['', 'severity=loud', 'severity'],
      ['', `search=${'x'.repeat(201)}`, 'search'],
      ['', 'start_date=2026-02-10&end_date=2026-02-09', 'end_date'],
      ['', 'limit=201', 'limit'],
      ['', 'page=2000&limit=200', 'page'],
      ['', 'cursor=zzz', 'cursor'],
      ['/summary', 'time_period=yesterday', 'time_period'],
      ['/summary', 'timezone=Mars/Base', 'timezone'],
      ['/summary', 'time_period=custom', 'start_date'],
      ['/summary', 'time_period=custom&start_date=2026-02-02&end_date=2026-02-01', 'end_date'],
      ['/summary', 'time_period=custom&start_date=2020-01-01', 'start_date'],
      ['/verify', 'cursor=zzz', 'cursor'],
    ])('refuses %s?%s naming the field', async (route, query, field) => {
      const { status, body } = await service.get(`${ACTIVITIES}/lister${route}?${query}`);
      expect(status).toBe(400);
      expect(body.error).toMatchObject({ code: 'VALIDATION_ERROR', details: [{ field }] });
    });

    it('answers an unknown user with nothing', async () => {
      const body = (await as('nobody').get<ActivityView[]>(`${ACTIVITIES}/nobody`)).body;
      expect(body).toMatchObject({ data: [], pagination: { total: 0 } });
    });
  });

  it('links each activity to the one before it, so that anyone can recompute the hash', async () => {
    for (const text of ['one', 'two']) {
      await post('chain', anActivity({ user_id: 'chain', description: text }));
    }
    const list = await as('chain').get<ActivityView[]>(`${ACTIVITIES}/chain`);
    const sorted = (value: unknown): unknown =>
      typeof value === 'object' && value !== null && !Array.isArray(value)
        ? Object.fromEntries(
            Object.entries(value)
              .sort()
              .map(([key, one]) => [key, sorted(one)]),
          )
        : value;
    let previous_hash = '0'.repeat(64);
    for (const { hash, ...content } of list.body.data.toReversed()) {
      const text = JSON.stringify(sorted({ ...content, previous_hash }));
      expect(createHash('sha256').update(text).digest('hex')).toBe(hash);
      previous_hash = hash;
    }
    const report = await as('chain').get<ChainReport>(`${ACTIVITIES}/chain/verify`);
    expect(report.body.data).toMatchObject({
      intact: true,
      complete: true,
      checked: 2,
      head: { chain_seq: 2, hash: previous_hash },
      first_broken: null,
      next_cursor: null,
    });
  });
});
