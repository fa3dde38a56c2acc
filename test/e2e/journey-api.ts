import { issueToken } from '@trailmark/auth';
import { ErrorEnvelope, JOURNEY_STREAM, Role } from '@trailmark/contracts';
import { ApiClient, TEST_JWT_SECRET, unacknowledgedFacts, waitFor } from '@trailmark/testing';
import { SentEvent } from './journey-examples.js';
import { sharedStack, WRITE_KEY } from './shared-stack.js';
import { Product, Stack, startStack } from './stack.js';

const SERVICES = ['events', 'performance', 'activity', 'journey'];
const BATCH = 500;

/** The product with the journey service, as SDKs, users and support reach it. */
export class JourneyApi<P extends Product = Product> {
  private constructor(readonly stack: P) {}

  /** A product of the caller's own. */
  static async start(env: Record<string, string> = {}): Promise<JourneyApi<Stack>> {
    const options = { services: SERVICES, env: { WRITE_KEYS: WRITE_KEY, ...env } };
    return new JourneyApi(await startStack(options));
  }

  /** The product that files of tests share. */
  static async shared(): Promise<JourneyApi> {
    return new JourneyApi(await sharedStack(...SERVICES));
  }

  client(sub: string, role: Role, email?: string): ApiClient {
    const claims = { sub, roles: [role], ...(email !== undefined && { email }) };
    return new ApiClient(this.stack.url, issueToken(TEST_JWT_SECRET, claims));
  }

  /** One whose token is the write key. */
  get keyHolder(): ApiClient {
    return new ApiClient(this.stack.url, WRITE_KEY);
  }

  get stranger(): ApiClient {
    return new ApiClient(this.stack.url, null);
  }

  async find<T>(path: string, client = this.client('sue', 'support')): Promise<T> {
    const { status, body } = await client.get(`/api/analytics/${path}`);
    expect([path, status]).toEqual([path, 200]);
    return body as unknown as T;
  }

  async refusal(path: string, client = this.client('sue', 'support')) {
    const { status, body } = await client.get(`/api/analytics/${path}`);
    const { success, error } = body as unknown as ErrorEnvelope;
    return [status, success, error.code];
  }

  /** As an SDK sends them: without a token, by the write key in the body. */
  async capture(events: SentEvent[]): Promise<void> {
    for (let start = 0; start < events.length; start += BATCH) {
      const batch = events.slice(start, start + BATCH);
      const { status, body } = await this.stranger.post('/batch/', { api_key: WRITE_KEY, batch });
      expect([status, body]).toEqual([200, { status: 'Ok' }]);
    }
  }

  /** Waits until all that was captured is in the store. */
  stored(): Promise<void> {
    return waitFor(
      async () => (await unacknowledgedFacts(JOURNEY_STREAM, this.stack.natsUrl)) === 0,
    );
  }
}
