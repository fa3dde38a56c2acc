import { NestFastifyApplication } from '@nestjs/platform-fastify';
import { TRACKING_BUCKET, TrackingRules, userToken } from '@trailmark/contracts';
import { type KV, NatsConnection, openBucket } from '@trailmark/platform';
import { anEvent, ApiClient, PATIENCE_MS, startTestApp, testEnv } from '@trailmark/testing';
import { AppModule } from '../../src/app.module.js';
import { GatewayConfig } from '../../src/config.js';

/** A gateway in this process, and what it answers. */
export interface TestGateway {
  app: NestFastifyApplication;
  url: string;
  /** What became of an event of this user: why it was dropped, or its status, or the HTTP status. */
  fateOf(user: string): Promise<string>;
  isReady(): Promise<boolean>;
}

export const startGateway = async (env: Record<string, string> = {}): Promise<TestGateway> => {
  const app = await startTestApp({
    module: AppModule,
    config: GatewayConfig,
    env: testEnv(env),
  });
  const url = await app.getUrl();
  return {
    app,
    url,
    fateOf: async (user_id) => {
      const { status, body } = await ApiClient.as(url, user_id, 'user').post<{
        status: string;
        reason?: string;
      }>('/analytics/events', anEvent({ user_id }), { prefer: 'respond-async' });
      return body.success ? (body.data.reason ?? body.data.status) : String(status);
    },
    isReady: async () => (await fetch(`${url}/health/ready`)).ok,
  };
};

/**
 * The bucket, as the dashboard service opens it.
 * @param timeoutMs after which a question that NATS does not answer fails.
 */
export const trackingBucket = (connection: NatsConnection, timeoutMs = PATIENCE_MS): Promise<KV> =>
  openBucket(connection, TRACKING_BUCKET, 1, {}, timeoutMs);

/** Tells the gateways of a user's rules, as the dashboard service does. */
export const tell = async (bucket: KV, rules: TrackingRules): Promise<void> => {
  await bucket.put(userToken(rules.user_id), JSON.stringify(rules));
};
