import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { TRACKING_BUCKET, TRACKING_COMPLETE_KEY, TrackingRules } from '@trailmark/contracts';
import { openBucket } from '@trailmark/platform';
import { connectNats, TestService, waitFor } from '@trailmark/testing';
import { RunningServer, startNats } from '@trailmark/tools';
import { RulesPublisher } from '../src/tracking/rules-publisher.js';
import { TrackingService } from '../src/tracking/tracking.service.js';
import {
  bucketIsComplete,
  makeBucket,
  onNats,
  rulesInBucket,
  startDashboard,
  startReplica,
} from './tracking-service.js';

const USERS = 30;
const STREAM = `KV_${TRACKING_BUCKET}`;

describe('the publication of rules', () => {
  let folder: string;
  let nats: RunningServer;
  let service: TestService;
  let tracking: TrackingService;

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'trailmark-tracking-'));
    nats = await startNats({ storeDir: join(folder, 'nats') });
    service = await startDashboard({ NATS_URL: nats.url });
    tracking = service.app.get(TrackingService);
  });
  afterAll(async () => {
    await service.stop();
    await nats.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  const change = (user_id: string, changes: object, of = tracking) =>
    of.change({ user_id, changes });
  const unpublished = async () =>
    (
      await service.schema.query<{ user_id: string }>(
        'SELECT user_id FROM analytics_config WHERE unpublished ORDER BY user_id',
      )
    ).map(({ user_id }) => user_id);
  /** The sweep may be marking all of them, as a new bucket asks for. */
  const allPublished = () => waitFor(async () => (await unpublished()).length === 0);
  const inBucket = (user: string) => rulesInBucket(user, nats.url);
  const isComplete = () => bucketIsComplete(nats.url);

  it('is done when the change is answered', async () => {
    await change('ann', { sample_rate: 0.5, excluded_pages: ['/a'] });
    expect(await inBucket('ann')).toEqual({
      user_id: 'ann',
      version: 1,
      config: {
        tracking_enabled: true,
        sample_rate: 0.5,
        performance_monitoring: true,
        error_tracking: true,
        user_tracking: true,
        session_tracking: true,
        custom_events: true,
        data_retention_days: null,
        privacy_mode: false,
        excluded_events: [],
        excluded_pages: ['/a'],
      },
    });
    await allPublished();
  });

  it('tells of a return to the defaults, so that no old rule comes back', async () => {
    await change('back', { tracking_enabled: false });
    await change('back', { tracking_enabled: null });
    expect(await inBucket('back')).toMatchObject({
      version: 2,
      config: { tracking_enabled: true },
    });
  });

  it('does not go back to an older version, whoever of several publishes', async () => {
    const replica = await startReplica({ DATABASE_URL: service.schema.url, NATS_URL: nats.url });
    const told: number[] = [];
    const connection = await connectNats(nats.url);
    const bucket = await openBucket(connection, TRACKING_BUCKET, 1);
    const watch = await bucket.watch();
    const following = (async () => {
      for await (const entry of watch) {
        if (entry.key === TRACKING_COMPLETE_KEY) continue;
        const { user_id, version } = entry.json<TrackingRules>();
        if (user_id === 'busy') told.push(version);
      }
    })();
    const both = [tracking, replica.get(TrackingService)];
    const publishers = [service.app, replica].map((app) => app.get(RulesPublisher));
    await Promise.all(
      Array.from({ length: USERS }, (_, n) =>
        Promise.all([
          change('busy', { data_retention_days: n + 1 }, both[n % 2]),
          ...publishers.map((publisher) => publisher.publish('busy')),
        ]),
      ),
    );
    await waitFor(() => told.at(-1) === USERS);
    watch.stop();
    await following;
    await connection.close();
    await replica.close();
    expect(told).toEqual(told.toSorted((a, b) => a - b));
    expect(await inBucket('busy')).toMatchObject({ version: USERS });
    await allPublished();
  });

  it('comes to pass for all users when a gateway made the lost bucket anew', async () => {
    const users = Array.from({ length: USERS }, (_, n) => `user-${n}`);
    await Promise.all(users.map((user, n) => change(user, { data_retention_days: n + 1 })));
    await waitFor(isComplete);
    await onNats(nats.url, ({ streams }) => streams.delete(STREAM));
    expect(
      await tracking.change({ user_id: 'user-0', changes: { sample_rate: 0.5 } }),
    ).toMatchObject({
      sample_rate: 0.5,
    });
    await makeBucket(nats.url);
    await waitFor(isComplete);
    for (const [n, user] of users.entries()) {
      expect(await inBucket(user)).toMatchObject({ config: { data_retention_days: n + 1 } });
    }
    await allPublished();
  });

  it('comes to pass for all users when the bucket was emptied', async () => {
    await waitFor(isComplete);
    await onNats(nats.url, ({ streams }) => streams.purge(STREAM));
    await waitFor(isComplete);
    expect(await inBucket('user-7')).toMatchObject({ config: { data_retention_days: 8 } });
  });

  describe('while NATS is away', () => {
    const logged: unknown[] = [];

    beforeAll(async () => {
      Object.assign(service.app.get(RulesPublisher), {
        logger: { warn: (_context: object, text: string) => logged.push(text), debug: () => 0 },
      });
      await nats.kill();
    });

    it('waits, and the change is made all the same', async () => {
      const view = await change('late', { tracking_enabled: false });
      expect(view).toMatchObject({ version: 1, tracking_enabled: false });
      expect(await tracking.find({ user_id: 'late' })).toEqual(view);
      await change('late', { sample_rate: 0.5 });
      expect(await unpublished()).toContain('late');
      expect(logged).toContain('rules of a user are not published yet');
    });

    it('comes to pass by itself when it is back, with the last version', async () => {
      nats = await startNats({ storeDir: join(folder, 'nats'), port: nats.port });
      await waitFor(async () => (await inBucket('late')) !== null);
      expect(await inBucket('late')).toMatchObject({
        version: 2,
        config: { tracking_enabled: false, sample_rate: 0.5 },
      });
      await allPublished();
    });
  });
});
