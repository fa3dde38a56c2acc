import { setTimeout as sleep } from 'node:timers/promises';
import { EventBatchResult } from '@trailmark/contracts';
import { anEvent, ApiClient, AppProcess, waitFor } from '@trailmark/testing';
import { startStack, Stack } from '../e2e/stack.js';
import { AwareClient } from './aware-client.js';

const EVENTS = '/analytics/events';
const WRITERS = 4;
const READERS = 3;
const PAUSE_MS = 25;

/** Longer than the client takes to ask for readiness again. */
const DRAIN_MS = '1000';

/** A busy machine is not taken for a request that got lost. */
const RPC_TIMEOUT_MS = '10000';

/** Records and reads without an end; nothing is sent twice. */
class Load {
  readonly acknowledged = new Set<string>();
  /** Requests that were answered. */
  answered = 0;
  private stopping = false;
  private readonly running: Promise<unknown>;

  constructor(private readonly client: AwareClient) {
    this.running = Promise.all([
      ...Array.from({ length: WRITERS }, (_, n) => this.write(n)),
      ...Array.from({ length: READERS }, () => this.read()),
    ]);
  }

  async stop(): Promise<void> {
    this.stopping = true;
    await this.running;
  }

  private async write(writer: number): Promise<void> {
    for (let n = 0; !this.stopping; n += 1) {
      const events = Array.from({ length: 5 }, (_, item) =>
        anEvent({ user_id: `user_${writer}`, event_id: `${writer}-${n}-${item}` }),
      );
      const { status: code, text } = await this.client.send('POST', `${EVENTS}/batch`, { events });
      const { data } = (code === 0 ? {} : JSON.parse(text)) as { data?: EventBatchResult };
      for (const { event_id, status } of data?.results ?? [])
        if (event_id && status !== 'failed') this.acknowledged.add(event_id);
      this.answered += 1;
      await sleep(PAUSE_MS);
    }
  }

  private async read(): Promise<void> {
    while (!this.stopping) {
      await this.client.send('GET', `${EVENTS}?user_id=user_0&limit=1`);
      this.answered += 1;
      await sleep(PAUSE_MS);
    }
  }
}

describe('when a process is told to stop under load', () => {
  let stack: Stack;
  let gateways: AppProcess[];
  let services: AppProcess[];
  let client: AwareClient;
  let load: Load;

  beforeAll(async () => {
    stack = await startStack({ env: { DRAIN_MS, RPC_TIMEOUT_MS } });
    const events = stack.service('events');
    services = [events.app, await events.startReplica()];
    gateways = [stack.gateway, await stack.startGateway()];
    const { authorization } = ApiClient.as(stack.url, 'backend', 'service', 'support');
    client = new AwareClient(
      gateways.map(({ url }) => url),
      { authorization },
    );
    await waitFor(() => gateways.every(({ url }) => client.isReady(url)));
    load = new Load(client);
  }, 180_000);
  afterAll(async () => {
    await load.stop();
    await client.stop();
    await Promise.all([gateways[1]?.stop(), services[1]?.stop()]);
    await stack.stop();
  });

  const moreAnswers = async (): Promise<void> => {
    const { answered } = load;
    await waitFor(() => load.answered > answered + 30, 30_000);
  };

  /** Stops it, lets the others serve for a while, and starts it again. */
  const restart = async (app: AppProcess): Promise<void> => {
    await moreAnswers();
    await app.stop();
    await moreAnswers();
    app.launch();
    await app.ready();
  };

  it.each([0, 1])(
    'no client of two gateways notices that gateway %i goes',
    async (n) => {
      const gateway = gateways[n] as AppProcess;
      await restart(gateway);
      await waitFor(() => client.isReady(gateway.url));
      expect(client.failures).toEqual([]);
    },
    120_000,
  );

  it.each([0, 1])(
    'nor that replica %i of a service goes',
    async (n) => {
      await restart(services[n] as AppProcess);
      await moreAnswers();
      expect(client.failures).toEqual([]);
    },
    120_000,
  );

  it('and everything acknowledged is stored, once', async () => {
    await load.stop();
    const { schema } = stack.service('events');
    const stored = async () => {
      const rows = await schema.query<{ id: string }>(
        'SELECT LOWER(HEX(id)) AS id FROM analytics_events ORDER BY 1',
      );
      return rows.map(({ id }) => id);
    };
    const acknowledged = [...load.acknowledged].map((id) => id.replaceAll('-', '')).toSorted();
    expect(acknowledged.length).toBeGreaterThan(0);
    await waitFor(async () => (await stored()).length >= acknowledged.length, 30_000);
    // As lists of the same length: none is lost, and none is there twice.
    const rows = await stored();
    expect(rows.length).toBe(acknowledged.length);
    expect(new Set(rows)).toEqual(new Set(acknowledged));
  });
});
