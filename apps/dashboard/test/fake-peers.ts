import {
  DASHBOARD_SOURCES,
  DashboardSource,
  ErrorBody,
  EVENT_STREAM,
  FactStream,
  RpcRequest,
  RpcResponse,
  RpcSubject,
  UserPeriodDto,
} from '@trailmark/contracts';
import { connectNats } from '@trailmark/testing';
import { NatsConnection, Subscription } from 'nats';
import { FAKE_ANSWERS, PeerSubject, PEER_SUBJECTS } from './fake-answers.js';

type Answering<S extends RpcSubject> = (
  request: RpcRequest<S>,
) => RpcResponse<S> | Promise<RpcResponse<S>>;

/** An answer in Nest's wire format that is an error. */
export class FakeError extends Error {
  constructor(readonly body: ErrorBody) {
    super(body.message);
  }
}

/**
 * Fakes of the services that the dashboard asks. They listen on the real subjects of a real NATS and answer, in
 * Nest's wire format, what the test says; unless told otherwise, that there is nothing.
 */
export class FakePeers {
  /** What was asked, by subject. */
  readonly asked = new Map<string, UserPeriodDto[]>();
  private readonly subscriptions = new Map<string, Subscription>();

  private constructor(private readonly nats: NatsConnection) {}

  static async start(natsUrl?: string): Promise<FakePeers> {
    const peers = new FakePeers(await connectNats(natsUrl));
    await peers.reset();
    return peers;
  }

  /** All are there, know nothing, and were never asked. */
  async reset(): Promise<void> {
    this.asked.clear();
    for (const source of DASHBOARD_SOURCES) {
      for (const subject of PEER_SUBJECTS[source]) {
        this.answerSync(subject, () => FAKE_ANSWERS[subject]);
      }
    }
    await this.nats.flush();
  }

  async answer<S extends PeerSubject>(subject: S, answering: Answering<S>): Promise<void> {
    this.answerSync(subject, answering);
    await this.nats.flush();
  }

  /** Nobody listens to the subject any more. */
  async remove(...subjects: string[]): Promise<void> {
    for (const subject of subjects) this.drop(subject);
    await this.nats.flush();
  }

  removeService(source: DashboardSource): Promise<void> {
    return this.remove(...PEER_SUBJECTS[source]);
  }

  /** Somebody listens and never answers. */
  async stall(...subjects: readonly PeerSubject[]): Promise<void> {
    for (const subject of subjects) this.answerSync(subject, () => new Promise(() => undefined));
    await this.nats.flush();
  }

  /** Tells that facts of the user were committed, and returns when the server has it. */
  commit(userId: string, stream: FactStream = EVENT_STREAM): Promise<void> {
    return this.tell(JSON.stringify({ user_ids: [userId] }), stream);
  }

  /** Tells of a commit in these words. */
  async tell(text: string, stream: FactStream = EVENT_STREAM): Promise<void> {
    this.nats.publish(stream.committed, text);
    await this.nats.flush();
  }

  timesAsked(subject: PeerSubject): number {
    return this.asked.get(subject)?.length ?? 0;
  }

  async stop(): Promise<void> {
    await this.nats.close();
  }

  private drop(subject: string): void {
    this.subscriptions.get(subject)?.unsubscribe();
    this.subscriptions.delete(subject);
  }

  private answerSync<S extends PeerSubject>(subject: S, answering: Answering<S>): void {
    this.drop(subject);
    const subscription = this.nats.subscribe(subject, {
      callback: (_error, message) => {
        const { data } = message.json<{ data: UserPeriodDto }>();
        this.asked.set(subject, [...(this.asked.get(subject) ?? []), data]);
        void reply(answering, data).then((body) => message.respond(JSON.stringify(body)));
      },
    });
    this.subscriptions.set(subject, subscription);
  }
}

const reply = async <S extends PeerSubject>(answering: Answering<S>, data: UserPeriodDto) => {
  try {
    return { response: await answering(data), isDisposed: true };
  } catch (error) {
    if (!(error instanceof FakeError)) throw error;
    return { err: error.body, isDisposed: true };
  }
};
