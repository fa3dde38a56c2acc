import { context, ROOT_CONTEXT, trace, TraceFlags } from '@opentelemetry/api';
import { AsyncLocalStorageContextManager } from '@opentelemetry/context-async-hooks';
import { EVENT_STREAM, FactMessage, FactOutcome } from '@trailmark/contracts';
import { UnavailableError } from '@trailmark/platform';
import { CommitNotices } from './commit-notices.js';
import { FactPublisher } from './fact-publisher.js';
import { FactSender } from './fact-sender.js';
import { PackedMessage } from './packed-message.js';

/** A fake of the stream, which takes a message when the test says so. */
class FakePublisher {
  readonly sent: {
    message: FactMessage;
    take: () => void;
    refuse: (error: Error) => void;
  }[] = [];

  publish(_stream: unknown, { payload }: PackedMessage): Promise<void> {
    return new Promise((take, refuse) => {
      const message = JSON.parse(payload.toString()) as FactMessage;
      this.sent.push({ message, take, refuse });
    });
  }
}

/** A fake of the notices: of every message all facts were stored, but those of `bob`. */
class FakeNotices {
  constructor(private readonly publisher: FakePublisher) {}

  expect(messageId: string) {
    const outcomes = (): FactOutcome[] => {
      const sent = this.publisher.sent.find(({ message }) => message.message_id === messageId);
      return (sent?.message.facts ?? []).map(({ user_id }) =>
        user_id === 'bob' ? { status: 'dropped', reason: 'user_erased' } : { status: 'stored' },
      );
    };
    return {
      subject: messageId,
      within: () => Promise.resolve(outcomes()),
      cancel: () => undefined,
    };
  }
}

const shipmentOf = (user: string, count = 1, waitMs = 1000) => ({
  facts: Array.from({ length: count }, () => JSON.stringify({ key: null, user_id: user, body: 1 })),
  requestId: `request of ${user}`,
  waitMs,
});

const STORED = { status: 'stored' };
const turn = () => new Promise((resolve) => setImmediate(resolve));

describe('FactSender', () => {
  let publisher: FakePublisher;
  let sender: FactSender;
  const send = (...shipment: Parameters<typeof shipmentOf>) =>
    sender.send(EVENT_STREAM, shipmentOf(...shipment));

  beforeEach(() => {
    publisher = new FakePublisher();
    sender = new FactSender(
      publisher as unknown as FactPublisher,
      new FakeNotices(publisher) as unknown as CommitNotices,
    );
  });

  it('sends at once who is alone', async () => {
    const ann = send('ann', 2);
    await turn();
    publisher.sent[0]?.take();
    const { ids, outcomes } = await ann;
    expect(ids).toEqual(publisher.sent[0]?.message.facts.map(({ id }) => id));
    expect(await outcomes).toEqual([STORED, STORED]);
  });

  it('sends together what came meanwhile, and tells everybody of its own', async () => {
    const first = send('ann');
    const [bob, cid, dan] = [send('bob', 2), send('cid'), send('dan', 1, 0)];
    await turn();
    expect(publisher.sent).toHaveLength(1);
    publisher.sent[0]?.take();
    await first;
    await turn();
    expect(publisher.sent).toHaveLength(2);
    const { facts, request_id } = publisher.sent[1]?.message as FactMessage;
    expect(facts.map(({ user_id }) => user_id)).toEqual(['bob', 'bob', 'cid', 'dan']);
    expect(facts.map((fact) => fact.request_id ?? request_id)).toEqual([
      'request of bob',
      'request of bob',
      'request of cid',
      'request of dan',
    ]);
    publisher.sent[1]?.take();
    const shipped = await Promise.all([bob, cid, dan]);
    expect(shipped.map(({ ids }) => ids).flat()).toEqual(facts.map(({ id }) => id));
    const dropped = { status: 'dropped', reason: 'user_erased' };
    expect(await shipped[0].outcomes).toEqual([dropped, dropped]);
    expect(await shipped[1].outcomes).toEqual([STORED]);
  });

  it('refuses those that wait with the message before them, and goes on', async () => {
    const waiting = [send('ann'), send('bob'), send('cid')];
    await turn();
    publisher.sent[0]?.refuse(new UnavailableError('The stream is full.'));
    const settled = await Promise.allSettled(waiting);
    expect(settled.map(({ status }) => status)).toEqual(['rejected', 'rejected', 'rejected']);
    expect(publisher.sent).toHaveLength(1);
    const later = send('dan');
    await turn();
    publisher.sent[1]?.take();
    expect((await later).ids).toHaveLength(1);
  });

  it('lets a large shipment wait for nobody', async () => {
    void send('ann');
    void send('bob', 50);
    await turn();
    expect(publisher.sent.map(({ message }) => message.facts.length)).toEqual([1, 50]);
  });

  it('gives a request whose trace is kept a message of its own', async () => {
    context.setGlobalContextManager(new AsyncLocalStorageContextManager().enable());
    const traced = trace.setSpanContext(ROOT_CONTEXT, {
      traceId: '0af7651916cd43dd8448eb211c80319c',
      spanId: 'b7ad6b7169203331',
      traceFlags: TraceFlags.SAMPLED,
    });
    void send('ann');
    void context.with(traced, () => send('bob'));
    await turn();
    expect(publisher.sent).toHaveLength(2);
    context.disable();
  });

  it('shares nothing between streams', async () => {
    void send('ann');
    void sender.send({ ...EVENT_STREAM, name: 'OTHERS' }, shipmentOf('bob'));
    await turn();
    expect(publisher.sent).toHaveLength(2);
  });
});
