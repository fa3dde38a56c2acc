import { TrackingRules, userToken } from '@trailmark/contracts';
import { KV, NatsConnection } from '@trailmark/platform';
import { connectNats, waitFor } from '@trailmark/testing';
import { someRules } from '../tracking/some-rules.js';
import { tell, trackingBucket } from '../tracking/tracking-gateway.js';
import { CaptureGateway } from './capture-gateway.js';

describe('what SDKs send of users who have rules', () => {
  let gateway: CaptureGateway;
  let nats: NatsConnection;
  let bucket: KV;

  beforeAll(async () => {
    gateway = await CaptureGateway.start();
    nats = await connectNats();
    bucket = await trackingBucket(nats);
  });
  afterEach(async () => {
    await bucket.delete(userToken('ann'));
    await gateway.forget();
  });
  afterAll(async () => {
    await gateway.stop();
    await nats.close();
  });

  const published = async (events: object[]) => {
    const answer = await gateway.send(events);
    expect([answer.status, await answer.text()]).toEqual([200, '{"status":"Ok"}']);
    return gateway.events();
  };

  /** Until a probe that the rules surely keep out is kept out. */
  const obey = async (config: Partial<TrackingRules['config']>) => {
    const excluded_events = [...(config.excluded_events ?? []), 'probe'];
    await tell(bucket, someRules({ ...config, excluded_events }, 'ann'));
    await waitFor(async () => {
      await gateway.forget();
      return (await published([{ event: 'probe', distinct_id: 'ann' }])).length === 0;
    });
  };

  const of = (user: string, event: string, properties: object = {}) => ({
    event,
    distinct_id: user,
    properties,
  });

  it('is left out without a word, and that of others is not', async () => {
    await obey({ tracking_enabled: false });
    const events = await published([of('ann', 'a'), of('bob', 'b'), of('ann', '$identify')]);
    expect(events.map(({ distinct_id }) => distinct_id)).toEqual(['bob']);
  });

  it.each<[Partial<TrackingRules['config']>, string[]]>([
    [{ error_tracking: false }, ['$pageview', '$web_vitals', '$autocapture', 'bought']],
    [{ performance_monitoring: false }, ['$pageview', '$exception', '$autocapture', 'bought']],
    [{ user_tracking: false }, ['$pageview', '$web_vitals', '$exception', 'bought']],
    [{ excluded_events: ['b*'] }, ['$pageview', '$web_vitals', '$exception', '$autocapture']],
    [{ excluded_pages: ['/private/*'] }, ['$web_vitals', '$exception', '$autocapture', 'bought']],
    [{ sample_rate: 0 }, ['bought']],
  ])('obeys %j', async (config, kept) => {
    await obey(config);
    const session = { $session_id: 's1' };
    const events = await published([
      of('ann', '$pageview', { ...session, $current_url: 'https://a.example/private/x?y' }),
      of('ann', '$web_vitals', session),
      of('ann', '$exception', session),
      of('ann', '$autocapture', session),
      of('ann', 'bought'),
    ]);
    expect(events.map(({ event }) => event)).toEqual(kept);
  });

  it('has no session to be recognised by, nor traces, where they are not wanted', async () => {
    await obey({ session_tracking: false, privacy_mode: true });
    const properties = { $session_id: 's1', $window_id: 'w1', $ip: '203.0.113.77', plan: 'pro' };
    const [first, second] = await published([
      of('ann', 'a', properties),
      of('ann', 'b', properties),
    ]);
    expect(first?.properties).toEqual({ $session_id: second?.properties.$session_id, plan: 'pro' });
    expect(first?.properties.$session_id).not.toBe('s1');
  });

  it('still names what is malformed', async () => {
    await obey({ tracking_enabled: false });
    const answer = await gateway.send([of('ann', 'a'), of('bob', '')]);
    expect(answer.status).toBe(400);
    expect(await gateway.events()).toEqual([]);
  });
});
