import { NestFastifyApplication } from '@nestjs/platform-fastify';
import { CapturedEvent, Fact, FactMessage, JOURNEY_STREAM } from '@trailmark/contracts';
import { JetStreamManager, NatsConnection } from '@trailmark/platform';
import {
  connectNats,
  resetStreams,
  startTestApp,
  testEnv,
  waitFor,
  PATIENT_NATS,
} from '@trailmark/testing';
import { AppModule } from '../../src/app.module.js';
import { GatewayConfig } from '../../src/config.js';
import { FakeIdentity } from './fake-identity.js';

export const WRITE_KEY = 'tm_a_key_of_the_capture_tests';
export const OTHER_KEY = 'tm_another_key_of_these_tests';

/** A body as fetch takes it. */
export type SentBody = string | Blob | Uint8Array<ArrayBuffer>;

const NAME = JOURNEY_STREAM.name;

/** A gateway in this process that captures, and what it published. */
export class CaptureGateway {
  private constructor(
    private readonly app: NestFastifyApplication,
    readonly url: string,
    private readonly natsUrl: string | undefined,
    private readonly identity: NatsConnection | null,
  ) {}

  /** Beside an identity service that gave out no keys. */
  static async startBesideIdentity(): Promise<CaptureGateway> {
    const nats = await connectNats();
    new FakeIdentity(nats);
    await nats.flush();
    return CaptureGateway.start({}, nats);
  }

  static async start(
    env: Record<string, string> = {},
    identity: NatsConnection | null = null,
  ): Promise<CaptureGateway> {
    await resetStreams(env.NATS_URL);
    const app = await startTestApp({
      module: AppModule,
      config: GatewayConfig,
      env: testEnv({ WRITE_KEYS: `${WRITE_KEY},${OTHER_KEY}`, ...env }),
    });
    const url = await app.getUrl();
    await waitFor(async () => (await fetch(`${url}/health/ready`)).ok);
    return new CaptureGateway(app, url, env.NATS_URL, identity);
  }

  async stop(): Promise<void> {
    await this.app.close();
    await this.identity?.close();
  }

  /** Sends a body as it is. */
  post(
    path: string,
    body: SentBody | null,
    headers: Record<string, string> = {},
  ): Promise<Response> {
    return fetch(`${this.url}${path}`, { method: 'POST', body, headers });
  }

  /** Sends events as a batch. */
  send(events: unknown[], more: object = {}): Promise<Response> {
    const body = JSON.stringify({ api_key: WRITE_KEY, batch: events, ...more });
    return this.post('/batch/', body, { 'content-type': 'application/json' });
  }

  /** The messages in the stream, oldest first. */
  messages(): Promise<FactMessage<CapturedEvent>[]> {
    return this.withStreams(async ({ streams }) => {
      const found: FactMessage<CapturedEvent>[] = [];
      for await (const { config, state } of streams.list()) {
        const isOurs = config.name === NAME && state.messages > 0;
        for (let seq = state.first_seq; isOurs && seq <= state.last_seq; seq += 1) {
          const stored = await streams.getMessage(NAME, { seq });
          found.push(stored.json<FactMessage<CapturedEvent>>());
        }
      }
      return found;
    });
  }

  async facts(): Promise<Fact<CapturedEvent>[]> {
    return (await this.messages()).flatMap(({ facts }) => facts);
  }

  async events(): Promise<CapturedEvent[]> {
    return (await this.facts()).map(({ body }) => body);
  }

  /** Empties the stream, if there is one. */
  async forget(): Promise<void> {
    if ((await this.messages()).length === 0) return;
    await this.withStreams(({ streams }) => streams.purge(NAME));
  }

  private async withStreams<T>(work: (manager: JetStreamManager) => Promise<T>): Promise<T> {
    const nats = await connectNats(this.natsUrl);
    try {
      return await work(await nats.jetstreamManager(PATIENT_NATS));
    } finally {
      await nats.close();
    }
  }
}
