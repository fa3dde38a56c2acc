import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { issueToken } from '@trailmark/auth';
import { EVENT_STREAM, EventBatchResult } from '@trailmark/contracts';
import { anEvent, ApiClient, TEST_JWT_SECRET, waitFor } from '@trailmark/testing';
import { type Proof, prove, Sender, type Statuses } from '@trailmark/tools';
import { PATIENT } from '../e2e/stack.js';
import { checksums } from './replicated-tables.repository.js';
import { type ScaledProduct, type Service, startScaledProduct } from './scaled-product.js';
import { leaderOf, wholeCopies } from './streams.js';

const USERS_FROM = 'scale_';
const SENDERS = 4;
/** More than were on the way when something ended. */
const SEVERAL = 15;

/** Clients behind a load balancer that record without a pause. */
class Load {
  readonly statuses: Statuses = {};
  readonly senders: readonly Sender[];

  constructor({ gateways }: ScaledProduct, token: string) {
    const note = (status: string) => (this.statuses[status] = (this.statuses[status] ?? 0) + 1);
    const options = { apiUrls: gateways.map(({ url }) => url), token, onAnswer: note };
    this.senders = Array.from(
      { length: SENDERS },
      (_, n) => new Sender(`${USERS_FROM}${n}`, options),
    );
  }

  /** Waits until every client has had several more events acknowledged. */
  async goesOn(): Promise<void> {
    const had = this.senders.map(({ events }) => events.size);
    await waitFor(() =>
      this.senders.every(({ events }, n) => events.size > (had[n] ?? 0) + SEVERAL),
    );
  }

  async stop(): Promise<void> {
    await Promise.all(this.senders.map((sender) => sender.stop()));
  }
}

/** One of everything, and of the cluster the server that leads. None is started again. */
const killOneOfEach = async ({ nats, services, gateways }: ScaledProduct, load: Load) => {
  const leader = await leaderOf(nats, EVENT_STREAM.name);
  await nats.kill(leader);
  await load.goesOn();
  for (const [one] of [...services.values(), gateways]) {
    await one?.kill();
    await load.goesOn();
  }
  return leader;
};

/** Lets two of everything work, kills one of each under load, and looks what came of it. */
export const scaleOut = (names: readonly Service[]): void => {
  let product: ScaledProduct;
  let load: Load;
  let proof: Proof;

  beforeAll(async () => {
    product = await startScaledProduct(mkdtempSync(join(tmpdir(), 'trailmark-scale-')), names);
    const token = issueToken(TEST_JWT_SECRET, { sub: 'scale', roles: ['service', 'support'] });
    load = new Load(product, token);
    try {
      await load.goesOn();
      const killed = await killOneOfEach(product, load);
      await product.nats.restart(killed);
      await waitFor(
        async () => (await wholeCopies(product.nats)).length === product.nats.names.length,
      );
    } finally {
      await load.stop();
    }
    const apiUrl = product.gateways.at(-1)?.url ?? '';
    proof = await prove({ apiUrl, adminUrl: product.primary.url }, token, load.senders, USERS_FROM);
  }, 600_000);
  afterAll(() => product.stop());

  it('loses and doubles nothing, miscounts nothing, and breaks no chain', () => {
    const { acknowledged, ...wrong } = proof;
    expect(acknowledged).toBeGreaterThan(100);
    expect(wrong).toEqual({ lost: 0, doubled: 0, wrongCounters: 0, brokenChains: 0 });
  });

  it('tells clients what became of their facts, or to come again', () => {
    const known = ['201', '202', '503', 'none'];
    expect(Object.keys(load.statuses).filter((status) => !known.includes(status))).toEqual([]);
  });

  it('never asks the broker for what a service may not do', () => {
    const logs = product.nats.logFiles().map((file) => readFileSync(file, 'utf8'));
    expect(logs.flatMap((log) => log.split('\n').filter((line) => /Violation/.test(line)))).toEqual(
      [],
    );
  });

  it('has the same rows in the replica of the database', async () => {
    await product.stopApps();
    await product.replica.caughtUp();
    const written = await checksums(product.primary.url);
    expect(written.size).toBeGreaterThan(10);
    expect(await checksums(product.replica.url)).toEqual(written);
  });

  it('goes on with the replica of the database when the primary is lost', async () => {
    const { primary, replica, start } = product;
    await primary.kill();
    await replica.promote();
    await start('events', replica);
    const [gateway] = await start('gateway', replica, PATIENT);
    const [known] = load.senders.flatMap(({ user, events: [id] }) => ({ user, id }));
    const api = ApiClient.as(gateway?.url ?? '', 'scale', 'service');
    const { body } = await api.post<EventBatchResult>('/analytics/events/batch', {
      events: [known?.id, 'after'].map((event_id) => anEvent({ user_id: known?.user, event_id })),
    });
    expect(body.data.results.map(({ status }) => status)).toEqual(['duplicate', 'stored']);
  });
};
