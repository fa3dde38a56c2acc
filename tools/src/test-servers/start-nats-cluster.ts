import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { BROKER_OPERATOR, type BrokerUser } from '@trailmark/contracts';
import { connectNats, natsOptions } from '@trailmark/platform';
import { freePort } from '../processes/ports.js';
import { greets } from '../processes/probes.js';
import { findServers } from '../servers/find-servers.js';
import { prepareNatsServer, TEST_PASSWORD } from '../servers/nats-server.js';
import { UserError } from '../user-error.js';
import { type RunningServer, startGuarded } from './guarded-server.js';

const NODES = 3;
const FORMING_MS = 60_000;

/** Three private servers that keep each other's streams. */
export interface NatsCluster {
  /** `nats-1`, `nats-2`, …, as JetStream names the holders of a stream's copies. */
  readonly names: readonly string[];
  /** All servers, comma-separated, as one of the product's users; password `test`. */
  url(user: BrokerUser): string;
  /** SIGKILL. @throws Error when there is no such server. */
  kill(name: string): Promise<void>;
  /** Starts a killed one on what it had. */
  restart(name: string): Promise<void>;
  logFiles(): string[];
  stop(): Promise<void>;
}

interface Place {
  name: string;
  port: number;
  clusterPort: number;
}

/** Each server is told the places of the others: all are looked for before any starts. */
async function findPlaces(): Promise<Place[]> {
  const free = await Promise.all(Array.from({ length: 2 * NODES }, () => freePort()));
  return Array.from({ length: NODES }, (_, at) => ({
    name: `nats-${at + 1}`,
    port: free[2 * at] ?? 0,
    clusterPort: free[2 * at + 1] ?? 0,
  }));
}

const routeTo = ({ clusterPort }: Place) => `127.0.0.1:${clusterPort}`;

function startNode(folder: string, place: Place, all: readonly Place[]): Promise<RunningServer> {
  const { nats } = findServers({ databaseUrl: 'not needed', natsUrl: undefined });
  if (nats.kind !== 'private') throw new UserError('Tests need nats-server on this machine.');
  const { name, port } = place;
  const own = join(folder, name);
  const routes = all.filter((other) => other !== place).map(routeTo);
  const node = { name, listen: routeTo(place), routes };
  const passwords = () => TEST_PASSWORD;
  return startGuarded({
    name: `NATS ${name}`,
    url: `nats://127.0.0.1:${port}`,
    port,
    server: prepareNatsServer({ binary: nats.binary, folder: own, port, passwords, node }),
    logFile: join(own, 'server.log'),
    isReady: () => greets(port, 'INFO'),
  });
}

/** Servers know each other before they agree on a leader: the proof is a stream with a copy at each. */
async function untilFormed(url: string): Promise<void> {
  const connection = await connectNats({ ...natsOptions(url), maxReconnectAttempts: -1 });
  const deadline = Date.now() + FORMING_MS;
  try {
    for (;;) {
      try {
        const manager = await connection.jetstreamManager({ checkAPI: false });
        await manager.streams.add({ name: 'FORMED', subjects: ['formed'], num_replicas: NODES });
        await manager.streams.delete('FORMED');
        return;
      } catch (error) {
        if (Date.now() > deadline) throw error;
        await sleep(200);
      }
    }
  } finally {
    await connection.close();
  }
}

/**
 * Starts a private cluster with JetStream and the product's users, each with its own permissions.
 * @param folder of its own; a second start on it does not find the streams again.
 */
export async function startNatsCluster(folder: string): Promise<NatsCluster> {
  const places = await findPlaces();
  const servers = new Map<string, RunningServer>();
  const placeOf = (name: string): Place => {
    const place = places.find((one) => one.name === name);
    if (!place) throw new UserError(`The cluster has no server ${name}.`);
    return place;
  };
  const start = async (name: string): Promise<void> =>
    void servers.set(name, await startNode(folder, placeOf(name), places));
  const stop = async (): Promise<void> =>
    void (await Promise.all([...servers.values()].map((server) => server.stop())));
  const url = (user: BrokerUser): string =>
    places.map(({ port }) => `nats://${user}:${TEST_PASSWORD}@127.0.0.1:${port}`).join(',');
  try {
    await Promise.all(places.map(({ name }) => start(name)));
    await untilFormed(url(BROKER_OPERATOR));
  } catch (error) {
    await stop();
    throw error;
  }
  return {
    names: places.map(({ name }) => name),
    url,
    kill: async (name) => servers.get(placeOf(name).name)?.kill(),
    restart: start,
    logFiles: () => [...servers.values()].map(({ logFile }) => logFile),
    stop,
  };
}
