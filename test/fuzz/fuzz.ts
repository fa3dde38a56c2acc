import { connectNats, waitFor, PATIENT_NATS } from '@trailmark/testing';
import { startStack, Stack } from '../e2e/stack.js';
import { Document, operationsOf } from './document.js';
import { WRITE_KEY } from './good-values.js';
import { markedIdsIn } from './marked-ids.js';
import { RequestMaker } from './request-maker.js';
import { FuzzedAnswer, fateOf, sendAll } from './sending.js';
import { storedText } from './stored-text.js';

const SERVICES = ['events', 'performance', 'usage', 'activity', 'dashboard', 'journey', 'identity'];

/** What is looked at is what requests do, not how many there are. */
const NO_LIMITS = {
  RATE_LIMIT_ADDRESS: '0',
  RATE_LIMIT_INGEST: '0',
  RATE_LIMIT_READ: '0',
  RATE_LIMIT_SENSITIVE: '0',
};
const ROUNDS = 8;
const AT_ONCE = 16;
const SEED = 20_261_125;

const MIB = 1024 * 1024;

/**
 * Sends so many requests to the whole product, and looks at what became of them.
 * @param count of requests, all the same from run to run.
 */
export const fuzz = (count: number): void => {
  const perRound = Math.ceil(count / ROUNDS);

  let stack: Stack;
  const answers: FuzzedAnswer[] = [];
  const sizes: number[] = [];

  const sizeOf = async (): Promise<number> => {
    const metrics = await (await fetch(`${stack.url}/metrics`)).text();
    return Number(/^process_resident_memory_bytes (\S+)/m.exec(metrics)?.[1]);
  };

  beforeAll(async () => {
    stack = await startStack({
      services: SERVICES,
      env: { ...NO_LIMITS, WRITE_KEYS: WRITE_KEY },
    });
    const document = (await (await fetch(`${stack.url}/openapi.json`)).json()) as Document;
    // A WebSocket's route answers no ordinary request.
    const operations = operationsOf(document).filter(({ path }) => !path.includes('realtime'));
    const maker = new RequestMaker(document, operations, SEED);
    for (let round = 0; round < ROUNDS; round += 1) {
      answers.push(...(await sendAll(stack.url, maker.requests(perRound), AT_ONCE)));
      sizes.push(await sizeOf());
    }
  }, 600_000);
  afterAll(() => stack.stop());

  const shown = ({ request, status, body }: FuzzedAnswer) => ({
    status,
    request: { ...request, body: request.body?.slice(0, 500) },
    body: body.slice(0, 500),
  });

  it('were all answered, none with a failure of ours', () => {
    expect(answers).toHaveLength(ROUNDS * perRound);
    expect(answers.filter(({ status }) => status >= 500).map(shown)).toEqual([]);
    expect(stack.gateway.running).toBe(true);
    for (const name of SERVICES) expect(stack.service(name).app.running).toBe(true);
  });

  it('were good and bad ones of every route', () => {
    const good = new Set(
      answers.filter(({ status }) => status < 300).map((one) => one.request.path),
    );
    const bad = new Set(
      answers.filter(({ status }) => status >= 400).map((one) => one.request.path),
    );
    expect(bad.size).toBeGreaterThan(30);
    expect(good.size).toBeGreaterThan(25);
  });

  it('were refused in the one shape of errors', () => {
    const refused = answers.filter(({ status }) => status >= 400);
    const odd = refused.filter(({ body }) => {
      const { success, error } = JSON.parse(body) as Record<string, Record<string, unknown>>;
      return success !== (false as unknown) || typeof error?.code !== 'string';
    });
    expect(odd.map(shown)).toEqual([]);
  });

  it('left nothing behind that was refused, and all that was taken', async () => {
    const fates = answers.flatMap((answer) => fateOf(answer) ?? []);
    const rejected = new Set(fates.flatMap((fate) => fate.rejected));
    const taken = fates.flatMap((fate) => fate.stored);
    expect(rejected.size).toBeGreaterThan(count / 30);
    expect(taken.length).toBeGreaterThan(count / 200);
    const found = async (): Promise<Set<string>> => {
      const ids = new Set<string>();
      for (const name of SERVICES) {
        for await (const text of storedText(stack.service(name).schema)) {
          for (const id of markedIdsIn(text)) ids.add(id);
        }
      }
      return ids;
    };
    await waitFor(async () => {
      const ids = await found();
      return taken.every((id) => ids.has(id));
    });
    expect([...(await found())].filter((id) => rejected.has(id))).toEqual([]);
  });

  it('made no dead letters', async () => {
    const connection = await connectNats();
    try {
      const manager = await connection.jetstreamManager(PATIENT_NATS);
      const { state } = await manager.streams.info('DEAD_LETTERS');
      expect(state.messages).toBe(0);
    } finally {
      await connection.close();
    }
  });

  it('did not make the gateway grow', () => {
    const [early = 0, last = 0] = [sizes[2], sizes.at(-1)];
    expect(early).toBeGreaterThan(10 * MIB);
    expect(last).toBeLessThan(early * 1.3 + 40 * MIB);
  });
};
