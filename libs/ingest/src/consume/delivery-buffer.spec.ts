import fc from 'fast-check';
import { JsMsg } from 'nats';
import { DeliveryBuffer, MAX_COMMIT_BYTES, MAX_COMMIT_FACTS } from './delivery-buffer.js';
import { Delivery } from './delivery.js';

let sequence = 0;

const delivery = (facts = 1, bytes = 100): Delivery<string> => {
  sequence += 1;
  return {
    raw: {} as JsMsg,
    streamSeq: sequence,
    bytes,
    message: {
      message_id: `m${sequence}`,
      request_id: 'r',
      received_at: '2026-01-01T00:00:00.000Z',
      facts: Array.from({ length: facts }, (_, index) => ({
        id: `${sequence}.${index}`,
        key: null,
        user_id: 'ann',
        body: '',
      })),
    },
  };
};

const bufferOf = (...deliveries: Delivery<string>[]): DeliveryBuffer<string> => {
  const buffer = new DeliveryBuffer<string>();
  for (const one of deliveries) buffer.push(one);
  return buffer;
};

/** Whether a promise is still open after everything that can run has run. */
const isPending = async (promise: Promise<unknown>): Promise<boolean> => {
  const open = Symbol('open');
  const turn = new Promise((resolve) => setImmediate(resolve, open));
  return (await Promise.race([promise, turn])) === open;
};

describe('DeliveryBuffer', () => {
  describe('take', () => {
    it('hands out all that waits, in order', async () => {
      const deliveries = [delivery(), delivery(), delivery()];
      const buffer = bufferOf(...deliveries);
      expect(await buffer.take()).toEqual(deliveries);
      expect(buffer.all).toEqual([]);
    });

    it('waits while there is nothing, and then gives what came', async () => {
      const buffer = bufferOf();
      const taken = buffer.take();
      expect(await isPending(taken)).toBe(true);
      const late = delivery();
      buffer.push(late);
      expect(await taken).toEqual([late]);
    });

    it('gives what there is to one of two, and to the other only as much as it asks for', async () => {
      const buffer = bufferOf();
      const [any, many] = [buffer.take(), buffer.take(4)];
      const one = delivery();
      buffer.push(one);
      expect(await any).toEqual([one]);
      const three = [delivery(), delivery(), delivery()];
      for (const next of three) buffer.push(next);
      expect(await isPending(many)).toBe(true);
      const last = delivery();
      buffer.push(last);
      expect(await many).toEqual([...three, last]);
      expect(buffer.all).toEqual([]);
    });

    it('waits anew each time', async () => {
      const buffer = bufferOf(delivery());
      await buffer.take();
      const second = buffer.take();
      expect(await isPending(second)).toBe(true);
      buffer.push(delivery());
      expect(await second).toHaveLength(1);
    });

    it.each([
      ['facts', MAX_COMMIT_FACTS / 2, 1],
      ['bytes', 1, MAX_COMMIT_BYTES / 2],
    ])('fills a commit to its last of %s and leaves the rest', async (_what, facts, bytes) => {
      const [a, b, c] = [delivery(facts, bytes), delivery(facts, bytes), delivery(1, 1)];
      const buffer = bufferOf(a, b, c);
      expect(await buffer.take()).toEqual([a, b]);
      expect(buffer.all).toEqual([c]);
      expect(await buffer.take()).toEqual([c]);
    });

    it.each([
      ['facts', MAX_COMMIT_FACTS + 1, 1],
      ['bytes', 1, MAX_COMMIT_BYTES + 1],
    ])('gives a message of too many %s alone', async (_what, facts, bytes) => {
      const [small, huge] = [delivery(), delivery(facts, bytes)];
      const buffer = bufferOf(huge, small);
      expect(await buffer.take()).toEqual([huge]);
      expect(await buffer.take()).toEqual([small]);
    });

    it('never exceeds the bounds with more than one message, and loses none', async () => {
      const sizes = fc.array(
        fc.tuple(fc.integer({ min: 1, max: 1000 }), fc.integer({ min: 1, max: MAX_COMMIT_BYTES })),
        { minLength: 1, maxLength: 20 },
      );
      const run = fc.asyncProperty(sizes, async (given) => {
        const deliveries = given.map(([facts, bytes]) => delivery(facts, bytes));
        const buffer = bufferOf(...deliveries);
        const seen: Delivery<string>[] = [];
        while (buffer.all.length > 0) {
          const batch = (await buffer.take()) ?? [];
          const facts = batch.reduce((sum, { message }) => sum + message.facts.length, 0);
          const bytes = batch.reduce((sum, one) => sum + one.bytes, 0);
          if (batch.length > 1) {
            expect(facts).toBeLessThanOrEqual(MAX_COMMIT_FACTS);
            expect(bytes).toBeLessThanOrEqual(MAX_COMMIT_BYTES);
          }
          seen.push(...batch);
        }
        expect(seen.map(({ streamSeq }) => streamSeq)).toEqual(
          deliveries.map(({ streamSeq }) => streamSeq),
        );
      });
      await fc.assert(run, { numRuns: 50 });
    });
  });

  describe('close', () => {
    it('returns what was not taken', async () => {
      const [a, b] = [delivery(MAX_COMMIT_FACTS), delivery()];
      const buffer = bufferOf(a, b);
      await buffer.take();
      expect(buffer.close()).toEqual([b]);
      expect(buffer.all).toEqual([]);
    });

    it('ends a waiting take', async () => {
      const buffer = bufferOf();
      const taken = buffer.take();
      expect(buffer.close()).toEqual([]);
      expect(await taken).toBeNull();
    });

    it('lets nothing more be taken, not even what comes later', async () => {
      const buffer = bufferOf(delivery());
      buffer.close();
      buffer.push(delivery());
      expect(await buffer.take()).toBeNull();
    });
  });
});
