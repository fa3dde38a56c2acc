import { TRACKING_BUCKET, userToken } from '@trailmark/contracts';
import {
  callRpc,
  connectNats,
  countByTable,
  eraseFrom,
  exportFrom,
  mentionsOf,
  TestService,
  unindexedBy,
  PATIENT_NATS,
} from '@trailmark/testing';
import { NatsConnection } from 'nats';
import { startDashboard } from './tracking-service.js';

const GONE = 'gone_user';

describe('erasing a user from the dashboard service', () => {
  let service: TestService;
  let nats: NatsConnection;

  const change = (user_id: string) =>
    callRpc('dashboard.config.change', { user_id, changes: { sample_rate: 0.5 } });
  const subjects = async () => {
    const manager = await nats.jetstreamManager(PATIENT_NATS);
    const { state } = await manager.streams.info(`KV_${TRACKING_BUCKET}`, { subjects_filter: '>' });
    return Object.keys(state.subjects ?? {});
  };

  beforeAll(async () => {
    service = await startDashboard();
    nats = await connectNats();
    await change(GONE);
    await change('ann');
    await service.schema.query(
      `INSERT INTO insights (user_id, fingerprint, created_at, seen_at) VALUES
         ('${GONE}', REPEAT('a', 16), NOW(3), NOW(3)), ('ann', REPEAT('a', 16), NOW(3), NOW(3))`,
    );
  });
  afterAll(async () => {
    await nats.close();
    await service.stop();
  });

  it('removes its configuration, also from the bucket of the gateways, and its insights', async () => {
    expect(await subjects()).toContain(`$KV.${TRACKING_BUCKET}.${userToken(GONE)}`);
    const rows = await exportFrom('dashboard', GONE);
    expect(countByTable(rows)).toEqual({ analytics_config: 1, insights: 1 });

    const { counts } = await eraseFrom('dashboard', GONE);
    expect(counts).toEqual({ analytics_config: 1, insights: 1, tracking_bucket: 1 });
    expect(await mentionsOf(service.schema, GONE)).toEqual([]);
    const left = await subjects();
    expect(left).not.toContain(`$KV.${TRACKING_BUCKET}.${userToken(GONE)}`);
    expect(left).toContain(`$KV.${TRACKING_BUCKET}.${userToken('ann')}`);
    expect(await exportFrom('dashboard', 'ann')).toHaveLength(2);
  });

  it('keeps no configuration of it any more', async () => {
    await expect(change(GONE)).rejects.toMatchObject({ body: { code: 'CONFLICT' } });
    expect(await mentionsOf(service.schema, GONE)).toEqual([]);
  });

  it('finds a user’s rows by an index in every table', async () => {
    expect(await unindexedBy(service.schema, 'user_id')).toEqual([]);
  });
});
