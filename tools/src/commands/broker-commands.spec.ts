import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type DeadLetter, EVENT_STREAM } from '@trailmark/contracts';
import { declareStream } from '@trailmark/ingest';
import { connectNats, type NatsConnection, natsOptions } from '@trailmark/platform';
import { main } from '../cli.js';
import type { RunningServer } from '../test-servers/guarded-server.js';
import { startNats } from '../test-servers/start-nats.js';

const LETTER: DeadLetter = {
  stream: EVENT_STREAM.name,
  subject: `${EVENT_STREAM.record}.x`,
  deliveries: 5,
  reason: 'it cannot be stored',
  payload: '{}',
  dead_at: '2026-01-15T10:00:00.000Z',
};

describe("an operator's look at the broker", () => {
  let folder: string;
  let server: RunningServer;
  let connection: NatsConnection;
  let lines: string[];

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'trailmark-broker-commands-'));
    server = await startNats({ storeDir: folder, accounts: 1 });
    process.env.NATS_URL = server.url;
    connection = await connectNats(natsOptions(server.url));
    const settings = { streamMaxBytes: 1_048_576, streamReplicas: 1, streamAckWaitMs: 1000 };
    await declareStream(connection, EVENT_STREAM, settings);
  });
  afterAll(async () => {
    delete process.env.NATS_URL;
    await connection.close();
    await server.stop();
    rmSync(folder, { recursive: true });
  });

  beforeEach(() => {
    lines = [];
    jest.spyOn(console, 'log').mockImplementation((line: string) => void lines.push(line));
    jest.spyOn(console, 'error').mockImplementation((line: string) => void lines.push(line));
  });
  afterEach(() => jest.restoreAllMocks());

  const columnsOf = (stream: string): string[] =>
    (lines[0] ?? '')
      .split('\n')
      .map((line) => line.split(/ {2,}/))
      .find(([name]) => name === stream) ?? [];

  it('tells what waits in each stream and how full it is', async () => {
    const payload = new Uint8Array(300_000);
    for (let n = 0; n < 2; n += 1)
      await connection.jetstream().publish(`${EVENT_STREAM.record}.${n}`, payload);
    const consumer = await connection.jetstream().consumers.get('EVENTS', EVENT_STREAM.consumer);
    await consumer.next();
    expect(await main('lag', [])).toBe(0);
    const [, service, messages, , full, notTaken, inHand, again, oldest] = columnsOf('EVENTS');
    expect({ service, messages, full, notTaken, inHand, again }).toEqual({
      service: EVENT_STREAM.consumer,
      messages: '2',
      full: '57 %',
      notTaken: '1',
      inHand: '1',
      again: '0',
    });
    expect(Date.parse(oldest ?? '')).toBeLessThanOrEqual(Date.now());
    expect(columnsOf('USAGE')[2]).toBe('not made yet');
    expect(columnsOf('DEAD_LETTERS').slice(1, 3)).toEqual(['-', '0']);
  });

  it('drops a dead letter for good', async () => {
    await connection.jetstream().publish(`${EVENT_STREAM.dead}.x`, JSON.stringify(LETTER));
    expect(await main('dead-letters', ['list'])).toBe(0);
    expect(lines).toEqual([expect.stringContaining('it cannot be stored')]);
    expect(await main('dead-letters', ['drop', '1'])).toBe(0);
    expect(await main('dead-letters', ['drop', '1'])).toBe(1);
    expect(lines.at(-1)).toMatch(/There is no dead letter 1/);
    expect(await main('dead-letters', ['drop'])).toBe(2);
  });
});
