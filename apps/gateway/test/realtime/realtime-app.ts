import { NestFastifyApplication } from '@nestjs/platform-fastify';
import { CommittedFact, EVENT_STREAM, FactStream, userToken } from '@trailmark/contracts';
import { connectNats, startTestApp, testEnv } from '@trailmark/testing';
import { NatsConnection } from 'nats';
import { AppModule } from '../../src/app.module.js';
import { GatewayConfig } from '../../src/config.js';

/** A gateway in this process, and NATS as the services behind it use it. */
export interface RealtimeApp {
  app: NestFastifyApplication;
  url: string;
  nats: NatsConnection;
  /** Tells a commit as a service does. */
  tell(fact: CommittedFact, stream?: FactStream): Promise<void>;
  stop(): Promise<void>;
}

export const startRealtime = async (env: Record<string, string> = {}): Promise<RealtimeApp> => {
  const nats = await connectNats();
  const app = await startTestApp({ module: AppModule, config: GatewayConfig, env: testEnv(env) });
  return {
    app,
    url: await app.getUrl(),
    nats,
    tell: async (fact, stream = EVENT_STREAM) => {
      nats.publish(`${stream.recorded}.${userToken(fact.user_id)}`, JSON.stringify(fact));
      await nats.flush();
    },
    stop: async () => {
      await app.close();
      await nats.close();
    },
  };
};

/** A committed fact; name only what the test is about. */
export const aCommit = (overrides: Partial<CommittedFact> = {}): CommittedFact => ({
  user_id: 'ann',
  count: 1,
  committed_at: '2026-01-31T10:30:00.123Z',
  items: [
    {
      id: '0190a5d0-0000-7001-8000-000000000000',
      name: 'button_click',
      session_id: 's',
      timestamp: '2026-01-31T10:29:59.000Z',
    },
  ],
  ...overrides,
});
