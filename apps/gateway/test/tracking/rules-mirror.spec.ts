import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  EVENT_STREAM,
  EventBatchResult,
  TRACKING_BUCKET,
  TRACKING_COMPLETE_KEY,
  userToken,
} from '@trailmark/contracts';
import { JetStreamManager, KV, NatsConnection } from '@trailmark/platform';
import {
  anEvent,
  ApiClient,
  connectNats,
  resetStreams,
  waitFor,
  PATIENT_NATS,
} from '@trailmark/testing';
import { RunningServer, startNats } from '@trailmark/tools';
import { someRules } from './some-rules.js';
import { startGateway, tell, TestGateway, trackingBucket } from './tracking-gateway.js';

const STREAM = `KV_${TRACKING_BUCKET}`;
const NO_TRACKING = { tracking_enabled: false };

describe('a gateway', () => {
  let connection: NatsConnection;
  let manager: JetStreamManager;
  let bucket: KV;
  let gateways: TestGateway[];

  const start = async (count = 1, env: Record<string, string> = {}): Promise<void> => {
    for (let n = 0; n < count; n += 1) gateways.push(await startGateway(env));
  };
  const ready = (): Promise<void> =>
    waitFor(async () => (await Promise.all(gateways.map((one) => one.isReady()))).every(Boolean));
  const fates = (user: string): Promise<string[]> =>
    Promise.all(gateways.map((gateway) => gateway.fateOf(user)));
  const become = (user: string, fate: string): Promise<void> =>
    waitFor(async () => (await fates(user)).every((one) => one === fate));
  const markComplete = async (): Promise<void> => {
    const { created } = (await bucket.status()).streamInfo;
    await bucket.put(TRACKING_COMPLETE_KEY, String(created));
  };

  const open = async (natsUrl?: string): Promise<void> => {
    connection = await connectNats(natsUrl);
    manager = await connection.jetstreamManager(PATIENT_NATS);
    gateways = [];
  };
  const close = async (): Promise<void> => {
    for (const { app } of gateways) await app.close();
    await connection.close();
  };

  describe('on the test server', () => {
    beforeEach(async () => {
      await resetStreams();
      await open();
    });
    afterEach(close);

    it('refuses facts and is not ready until it has read the rules, then goes on by itself', async () => {
      await manager.streams.add({ name: 'IN_THE_WAY', subjects: [`$KV.${TRACKING_BUCKET}.>`] });
      await start();
      const [gateway] = gateways;
      await waitFor(async () => (await fetch(`${gateway?.url}/health/live`)).ok);
      expect(await fates('ann')).toEqual(['503']);
      const { status, body } = await new ApiClient(gateway?.url ?? '', null).get('/health/ready');
      expect([status, body.error.message]).toEqual([503, 'Not ready: rules.']);
      await manager.streams.delete('IN_THE_WAY');
      await ready();
      expect(await fates('ann')).toEqual(['queued']);
    });

    it('makes the bucket, each gateway the same', async () => {
      await start(2);
      await ready();
      const { config } = await manager.streams.info(STREAM);
      bucket = await trackingBucket(connection);
      await manager.streams.delete(STREAM);
      bucket = await trackingBucket(connection);
      expect((await manager.streams.info(STREAM)).config).toEqual(config);
      expect(config).toMatchObject({ storage: 'file', max_msgs_per_subject: 1, num_replicas: 1 });
    });

    it('obeys the rules that were there before it from the first request', async () => {
      bucket = await trackingBucket(connection);
      for (let n = 0; n < 300; n += 1) await tell(bucket, someRules(NO_TRACKING, `user-${n}`));
      await start(2);
      await ready();
      expect(await fates('user-0')).toEqual(Array(2).fill('tracking_disabled'));
      expect(await fates('user-299')).toEqual(Array(2).fill('tracking_disabled'));
      expect(await fates('user-300')).toEqual(Array(2).fill('queued'));
    });

    it('obeys changes, returns to the defaults and removals, as every replica does', async () => {
      await start(2);
      await ready();
      bucket = await trackingBucket(connection);
      expect(await fates('ann')).toEqual(['queued', 'queued']);
      await tell(bucket, someRules({ excluded_events: ['button_*'] }, 'ann'));
      await become('ann', 'event_excluded');
      await tell(bucket, someRules({ sample_rate: 0 }, 'ann'));
      await become('ann', 'sampled_out');
      expect(await fates('Ann')).toEqual(['queued', 'queued']);
      await tell(bucket, someRules({}, 'ann'));
      await become('ann', 'queued');
      await tell(bucket, someRules(NO_TRACKING, 'ann'));
      await become('ann', 'tracking_disabled');
      await bucket.delete(userToken('ann'));
      await become('ann', 'queued');
    });

    it('skips what it cannot read, and leaves the user the rules there were', async () => {
      bucket = await trackingBucket(connection);
      await bucket.put(userToken('eve'), '{"user_id":"eve"');
      await tell(bucket, someRules(NO_TRACKING, 'ann'));
      await start();
      await ready();
      await bucket.put(userToken('ann'), 'not rules');
      await tell(bucket, someRules(NO_TRACKING, 'bob'));
      await become('bob', 'tracking_disabled');
      expect(await fates('ann')).toEqual(['tracking_disabled']);
      expect(await fates('eve')).toEqual(['queued']);
    });

    it('holds on to what it knows when the bucket is lost, until all is in the new one', async () => {
      bucket = await trackingBucket(connection);
      await tell(bucket, someRules(NO_TRACKING, 'ann'));
      await tell(bucket, someRules(NO_TRACKING, 'bob'));
      await tell(bucket, someRules(NO_TRACKING, 'gone'));
      await markComplete();
      await start(2);
      await ready();
      await manager.streams.delete(STREAM);
      bucket = await trackingBucket(connection);
      await tell(bucket, someRules({ sample_rate: 0 }, 'bob'));
      await become('bob', 'sampled_out');
      expect(await fates('ann')).toEqual(['tracking_disabled', 'tracking_disabled']);
      await manager.streams.delete(STREAM);
      bucket = await trackingBucket(connection);
      await tell(bucket, someRules(NO_TRACKING, 'ann'));
      await markComplete();
      await start(1);
      await become('gone', 'queued');
      expect(await fates('ann')).toEqual(Array(3).fill('tracking_disabled'));
    });

    it('publishes nothing of a request that is dropped as a whole', async () => {
      bucket = await trackingBucket(connection);
      await tell(bucket, someRules(NO_TRACKING, 'ann'));
      await start();
      await ready();
      const api = ApiClient.as(gateways[0]?.url ?? '', 'ann', 'user');
      const events = [anEvent({ user_id: 'ann' }), anEvent({ user_id: 'ann' })];
      const { status, body } = await api.post<EventBatchResult>(
        '/analytics/events/batch',
        { events },
        { prefer: 'respond-async' },
      );
      expect(status).toBe(201);
      const dropped = { event_id: null, status: 'dropped', reason: 'tracking_disabled' };
      expect(body.data).toEqual({
        processed_count: 2,
        failed_count: 0,
        results: [dropped, dropped],
      });
      expect((await manager.streams.info(EVENT_STREAM.name)).state.last_seq).toBe(0);
      const metrics = await (await fetch(`${gateways[0]?.url}/metrics`)).text();
      expect(metrics).toMatch(
        /trailmark_tracking_dropped_total\{stream="EVENTS",reason="tracking_disabled"\} \d+/,
      );
    });

    it('goes on with the rest of a mixed batch', async () => {
      bucket = await trackingBucket(connection);
      await tell(bucket, someRules({ excluded_pages: ['/admin/*'], user_tracking: true }, 'ann'));
      await start();
      await ready();
      const events = ['/admin/users', '/', '/admin', 'https://a.example/admin/x?y'].map((page) =>
        anEvent({ user_id: 'ann', properties: { page } }),
      );
      const { body } = await ApiClient.as(
        gateways[0]?.url ?? '',
        'ann',
        'user',
      ).post<EventBatchResult>(
        '/analytics/events/batch',
        { events: [...events, { ...events[0], source: 'tv' }] },
        { prefer: 'respond-async' },
      );
      expect(body.data.results.map(({ status, reason }) => reason ?? status)).toEqual([
        'page_excluded',
        'queued',
        'queued',
        'page_excluded',
        'failed',
      ]);
      expect(body.data).toMatchObject({ processed_count: 4, failed_count: 1 });
      expect((await manager.streams.info(EVENT_STREAM.name)).state.messages).toBe(1);
    });
  });

  describe('when NATS is killed and comes back', () => {
    let folder: string;
    let nats: RunningServer;

    const restart = async (): Promise<void> => {
      await nats.kill();
      nats = await startNats({ storeDir: join(folder, 'nats'), port: nats.port });
    };

    beforeAll(async () => {
      folder = mkdtempSync(join(tmpdir(), 'trailmark-mirror-'));
      nats = await startNats({ storeDir: join(folder, 'nats') });
      await open(nats.url);
      // What is lost with the server is asked again.
      bucket = await trackingBucket(connection, 2000);
      await tell(bucket, someRules(NO_TRACKING, 'ann'));
      await start(2, { NATS_URL: nats.url });
      await ready();
    });
    afterAll(async () => {
      await close();
      await nats.stop();
      rmSync(folder, { recursive: true, force: true });
    });

    it.each(['once', 'again'])(
      'remembers, and obeys what is changed afterwards (%s)',
      async (time) => {
        await restart();
        expect(await fates('ann')).toEqual(['tracking_disabled', 'tracking_disabled']);
        await waitFor(() =>
          tell(bucket, someRules(NO_TRACKING, time)).then(
            () => true,
            () => false,
          ),
        );
        await ready();
        await become(time, 'tracking_disabled');
        expect(await fates('ann')).toEqual(['tracking_disabled', 'tracking_disabled']);
      },
    );

    it('obeys what was changed while it was away from it', async () => {
      await restart();
      const other = await connectNats(nats.url);
      await tell(await trackingBucket(other), someRules({}, 'ann'));
      await other.close();
      await ready();
      await become('ann', 'queued');
    });
  });
});
