import {
  ActivityBatchResult,
  ActivityResult,
  ActivityView,
  ChainReport,
} from '@trailmark/contracts';
import { anActivity, ApiClient, AppProcess } from '@trailmark/testing';
import { sharedStack, SharedStack } from './shared-stack.js';

const ACTIVITIES = '/analytics/activities';

/** As the guide shows it. */
const EXAMPLE = {
  user_id: 'guide_user',
  session_id: 'guide_session',
  activity_type: 'user_action',
  activity_category: 'projects',
  description: "Created new project 'Game Demo'",
  details: {
    action: 'create',
    target: 'project',
    target_id: 'project_123',
    duration: 2000,
    result: 'success',
  },
  metadata: {
    ip_address: '192.168.1.1',
    user_agent: 'Mozilla/5.0...',
    request_id: 'req_456',
  },
  severity: 'info',
  tags: ['project', 'creation', 'user_action'],
};

describe('recording activities over HTTP', () => {
  let stack: SharedStack;
  let gateway: AppProcess;
  const as = (sub: string) => ApiClient.as(gateway.url, sub, 'user');
  const post = (sub: string, body: object) => as(sub).post<ActivityResult>(ACTIVITIES, body);

  beforeAll(async () => {
    stack = await sharedStack('activity');
    const keep = { IP_ANONYMISATION: 'keep', USER_AGENT_ANONYMISATION: 'keep' };
    gateway = await stack.startGateway(keep);
  });
  afterAll(async () => {
    await gateway.stop();
    await stack.stop();
  });

  describe('recording', () => {
    it('takes the example of the guide as it stands, and reads it back equal', async () => {
      const { status, body } = await post('guide_user', EXAMPLE);
      expect(status).toBe(201);
      expect(body.data.status).toBe('stored');
      const list = await as('guide_user').get<ActivityView[]>(`${ACTIVITIES}/guide_user`);
      expect(list.body.data).toHaveLength(1);
      expect(list.body.data[0]).toMatchObject({ ...EXAMPLE, id: body.data.activity_id });
      expect(list.body.data[0]?.details).toEqual(EXAMPLE.details);
      expect(list.body.data[0]?.metadata).toEqual(EXAMPLE.metadata);
    });

    it('keeps what it does not know of details and metadata, and nothing for what is absent', async () => {
      const free = { changes: [{ field: 'name', from: null, to: 'x' }], nested: { n: 1.5 } };
      await post('free', anActivity({ user_id: 'free', details: free, metadata: { build: 7 } }));
      const bare = anActivity({ user_id: 'free', timestamp: '2026-01-01T00:00:00Z' });
      const least = { ...bare, details: undefined, metadata: undefined, tags: undefined };
      expect((await post('free', least)).status).toBe(201);
      const { data } = (await as('free').get<ActivityView[]>(`${ACTIVITIES}/free`)).body;
      expect(data[0]).toMatchObject({ details: free, metadata: { build: 7 } });
      expect(data[1]).toMatchObject({ details: null, metadata: null, tags: [] });
    });

    it('stores nothing when an activity_id is sent again', async () => {
      const activity = anActivity({ user_id: 'again', activity_id: 'mine' });
      const first = await post('again', activity);
      const second = await post('again', activity);
      expect(second.body.data).toEqual({
        activity_id: first.body.data.activity_id,
        status: 'duplicate',
      });
    });

    it('gives every item of a batch its outcome', async () => {
      const own = (fields: object) => ({ ...anActivity({ user_id: 'batch' }), ...fields });
      const { status, body } = await as('batch').post<ActivityBatchResult>(`${ACTIVITIES}/batch`, {
        activities: [
          own({ activity_id: 'b1' }),
          own({ severity: 'loud' }),
          own({ activity_id: 'b1' }),
          own({ timestamp: '2001-01-01T00:00:00Z' }),
          own({ user_id: 'other' }),
          own({ details: { duration: -1 } }),
        ],
      });
      expect(status).toBe(201);
      expect(body.data).toMatchObject({ processed_count: 3, failed_count: 3 });
      const results = body.data.results;
      expect(results.map((result) => result.status)).toEqual([
        'stored',
        'failed',
        'duplicate',
        'dropped',
        'failed',
        'failed',
      ]);
      expect(results[1]?.error?.details?.[0]?.field).toBe('activities.1.severity');
      expect(results[4]?.error?.code).toBe('FORBIDDEN');
      expect(results[5]?.error?.details?.[0]?.field).toBe('activities.5.details.duration');
    });

    it.each([
      ['severity', { severity: 'loud' }],
      ['activity_type', { activity_type: 'click' }],
      ['activity_category', { activity_category: 'errors' }],
      ['timestamp', { timestamp: new Date(Date.now() + 2 * 86_400_000).toISOString() }],
      ['timestamp', { timestamp: '2026-01-01 10:00' }],
      ['description', { description: '' }],
      ['description', { description: 'x'.repeat(10_001) }],
      ['details', { details: 'created' }],
      ['details', { details: [] }],
      ['details.duration', { details: { duration: 'long' } }],
      ['details.duration', { details: { duration: -1 } }],
      ['details.result', { details: { result: { ok: true } } }],
      ['details.action', { details: { action: 5 } }],
      ['metadata.ip_address', { metadata: { ip_address: '999.1.1.1' } }],
      ['metadata.request_id', { metadata: { request_id: ' spaced' } }],
      ['tags', { tags: 'project' }],
      ['tags', { tags: Array.from({ length: 51 }, (_, n) => `t${n}`) }],
      ['tags', { tags: ['x'.repeat(101)] }],
      ['tags', { tags: [5] }],
      ['tags', { tags: [''] }],
      ['session_id', { session_id: 'x'.repeat(65) }],
      ['extra', { extra: 1 }],
    ])('refuses a wrong %s by its path (%j)', async (field, wrong) => {
      const { status, body } = await post('wrong', {
        ...anActivity({ user_id: 'wrong' }),
        ...wrong,
      });
      expect(status).toBe(400);
      expect(body.error.code).toBe('VALIDATION_ERROR');
      expect([...new Set(body.error.details?.map((detail) => detail.field))]).toEqual([field]);
    });

    it.each([
      ['details', { details: { text: 'x'.repeat(33 * 1024) } }],
      [
        'metadata',
        { metadata: Object.fromEntries(Array.from({ length: 201 }, (_, n) => [`k${n}`, n])) },
      ],
    ])('refuses %s over the limits', async (field, large) => {
      const { status, body } = await post('wrong', {
        ...anActivity({ user_id: 'wrong' }),
        ...large,
      });
      expect(status).toBe(413);
      expect(body.error.details?.[0]?.field).toBe(field);
    });

    it('takes the longest that is allowed', async () => {
      const activity = anActivity({
        user_id: 'long',
        description: '€'.repeat(9_999) + '𝄞',
        tags: Array.from({ length: 50 }, (_, n) => `${n}`.padEnd(100, '𝄞'.repeat(1)).slice(0, 100)),
      });
      expect((await post('long', activity)).body.data?.status).toBe('stored');
      const report = await as('long').get<ChainReport>(`${ACTIVITIES}/long/verify`);
      expect(report.body.data.intact).toBe(true);
    });
  });
});
