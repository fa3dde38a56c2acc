import { ApiClient, AppProcess, waitFor } from '@trailmark/testing';
import { startStack, Stack } from '../e2e/stack.js';
import { AwareClient } from './aware-client.js';
import { KINDS, SteadyLoad, WRITE_KEY } from './steady-load.js';

const SERVICES = ['events', 'performance', 'usage', 'activity', 'dashboard', 'journey', 'identity'];

/** Longer than the client takes to ask for readiness again, also on a busy machine. */
const DRAIN_MS = '4000';

describe('when a process is told to stop under load', () => {
  let stack: Stack;
  let gateways: AppProcess[];
  let client: AwareClient;
  let load: SteadyLoad;
  const others: AppProcess[] = [];

  beforeAll(async () => {
    stack = await startStack({
      services: SERVICES,
      env: { DRAIN_MS, WRITE_KEYS: WRITE_KEY },
    });
    gateways = [stack.gateway, await stack.startGateway()];
    for (const name of SERVICES) others.push(await stack.service(name).startReplica());
    const { authorization } = ApiClient.as(stack.url, 'backend', 'admin', 'service', 'support');
    client = new AwareClient(
      gateways.map(({ url }) => url),
      { authorization },
    );
    await waitFor(() => gateways.every(({ url }) => client.isReady(url)));
    load = new SteadyLoad(client);
  });
  afterAll(async () => {
    await load.stop();
    await client.stop();
    await Promise.all([gateways[1]?.stop(), ...others.map((app) => app.stop())]);
    await stack.stop();
  });

  const moreAnswers = async (): Promise<void> => {
    const got = load.since();
    await waitFor(() => got(3));
  };

  /** Stops it, and lets the others serve for a while. */
  const stopped = async (app: AppProcess): Promise<void> => {
    await moreAnswers();
    await app.stop();
    await moreAnswers();
    expect(client.failures).toEqual([]);
    expect([...load.missed]).toEqual([]);
  };

  it.each(SERVICES)('nobody notices that one of two processes of %s goes', async (name) => {
    await stopped(stack.service(name).app);
  });

  it('nor that one of two gateways goes and comes again, and then the other goes', async () => {
    const [first, second] = gateways as [AppProcess, AppProcess];
    await stopped(first);
    first.launch();
    await first.ready();
    await waitFor(() => client.isReady(first.url));
    await stopped(second);
  });

  it('and everything acknowledged is stored, once', async () => {
    await load.stop();
    for (const { service, stored } of KINDS) {
      const acknowledged = load.acknowledged.get(service)?.toSorted() ?? [];
      expect(acknowledged.length).toBeGreaterThan(0);
      const found = async () =>
        (await stack.service(service).schema.query<{ name: string }>(stored)).map(
          ({ name }) => name,
        );
      await waitFor(async () => (await found()).length >= acknowledged.length);
      // As lists: none is lost, and none is there twice.
      expect({ service, stored: (await found()).toSorted() }).toEqual({
        service,
        stored: acknowledged,
      });
    }
  });
});
