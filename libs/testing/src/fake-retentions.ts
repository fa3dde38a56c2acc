import { ListRetentionsDto, RetentionAnswer, UserRetentions } from '@trailmark/contracts';
import { Msg, NatsConnection } from 'nats';
import { connectNats } from './streams.js';

/** A stand-in for the dashboard service that knows users' own retentions, and nothing else. */
export class FakeRetentions {
  /** Days by user. */
  readonly days = new Map<string, number>();
  /** Called with each user that is asked for alone, before the answer. */
  onFind: (userId: string) => void = () => undefined;

  private constructor(private readonly nats: NatsConnection) {}

  static async start(): Promise<FakeRetentions> {
    const fake = new FakeRetentions(await connectNats());
    fake.serve('dashboard.retention.list', (request: ListRetentionsDto) => fake.list(request));
    fake.serve('dashboard.retention.find', ({ user_id }: { user_id: string }) =>
      fake.find(user_id),
    );
    await fake.nats.flush();
    return fake;
  }

  stop(): Promise<void> {
    return this.nats.close();
  }

  private list({ cursor, limit }: ListRetentionsDto): UserRetentions {
    const left = [...this.days]
      .map(([user_id, data_retention_days]) => ({ user_id, data_retention_days }))
      .filter(({ user_id }) => user_id > (cursor ?? ''))
      .sort((a, b) => (a.user_id < b.user_id ? -1 : 1));
    const users = left.slice(0, limit);
    return { users, next_cursor: left.length > limit ? (users.at(-1)?.user_id ?? null) : null };
  }

  private find(userId: string): RetentionAnswer {
    this.onFind(userId);
    return { data_retention_days: this.days.get(userId) ?? null };
  }

  private serve<T>(subject: string, answer: (question: T) => unknown): void {
    const callback = (_error: unknown, message: Msg) => {
      const { data } = message.json<{ data: T }>();
      message.respond(JSON.stringify({ response: answer(data), isDisposed: true }));
    };
    this.nats.subscribe(subject, { callback });
  }
}
