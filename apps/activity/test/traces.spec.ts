import { FindTraceDto, Trace } from '@trailmark/contracts';
import { Database, migrate, RpcClient, runInContext } from '@trailmark/platform';
import { explain, TestService, undoFrom } from '@trailmark/testing';
import { VerificationService } from '../src/chain/verification.service.js';
import { TracesService } from '../src/traces/traces.service.js';
import { aMessage, publish, settled } from './activity-messages.js';
import { startActivity } from './activity-service.js';

const REQUEST = '82b0da6e-9c9b-422b-b748-9e16ea98f45b';
const OTHER = '82b0da6e-9c9b-422b-b748-9e16ea98f45c';

describe('activity.request.find', () => {
  let service: TestService;

  const ask = (query: Partial<FindTraceDto>): Promise<Trace> => {
    const principal = { sub: 'test', email: null, roles: ['service' as const] };
    const question = Object.assign(new FindTraceDto(), { request_id: REQUEST, ...query });
    return runInContext({ requestId: 'traces', principal }, () =>
      service.app.get(RpcClient).call('activity.request.find', question),
    );
  };

  beforeAll(async () => {
    service = await startActivity();
    const message = aMessage(
      {
        user_id: 'ann',
        activity_id: 'a',
        timestamp: '2026-03-29T01:30:00.500Z',
        metadata: { request_id: REQUEST, user_agent: 'Mozilla/5.0' },
      },
      {
        user_id: 'bob',
        activity_type: 'api_call',
        timestamp: '2026-03-29T01:30:00.250Z',
        severity: 'error',
        details: { request_id: REQUEST, action: 'call' },
        metadata: null,
        tags: null,
      },
      {
        user_id: 'ann',
        details: { request_id: REQUEST },
        metadata: { request_id: OTHER },
      },
      { user_id: 'ann', details: { request: REQUEST }, metadata: { request_id: 5 } },
    );
    const others = Array.from({ length: 10 }, (_, n) =>
      aMessage(
        ...Array.from({ length: 50 }, (_value, m) => ({
          user_id: 'ann',
          metadata: { request_id: `req_${n}_${m}` },
        })),
      ),
    );
    await publish([message, message, ...others]);
    await settled();
    await service.schema.query('ANALYZE TABLE activity_logs');
  });
  afterAll(() => service.stop());

  const bobs = {
    timestamp: '2026-03-29T01:30:00.250Z',
    event: 'api_call',
    properties: {
      description: "Created new project 'Game Demo'",
      activity_category: 'projects',
      severity: 'error',
      details: { request_id: REQUEST, action: 'call' },
      tags: [],
      request_id: REQUEST,
    },
  };

  const expected = {
    events: [
      bobs,
      {
        timestamp: '2026-03-29T01:30:00.500Z',
        event: 'user_action',
        properties: {
          description: "Created new project 'Game Demo'",
          activity_category: 'projects',
          severity: 'info',
          details: {
            action: 'create',
            target: 'project',
            target_id: 'project_123',
            result: 'success',
          },
          tags: ['project', 'creation'],
          request_id: REQUEST,
        },
      },
    ],
  };

  it('has each activity whose metadata, else details, name the request, once, oldest first', async () => {
    expect(await ask({})).toEqual(expected);
    const other = await ask({ request_id: OTHER });
    expect(other.events.map(({ properties }) => properties.request_id)).toEqual([OTHER]);
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

  it('leaves the chains whole, also of rows that the migration gave their request id', async () => {
    const verify = () => service.app.get(VerificationService).verify({ user_id: 'ann' });
    const before = await verify();
    expect(before).toMatchObject({ intact: true, complete: true, checked: 503 });
    const { dataSource } = service.app.get(Database);
    await undoFrom(dataSource, 'AddRequestId1764200000000');
    await migrate(dataSource);
    expect(await verify()).toEqual(before);
    expect(await ask({})).toEqual(expected);
  });
});
