import { DataService, EraseUserDto, ErasedSoFar, ErrorBody } from '@trailmark/contracts';
import { Msg, NatsConnection } from 'nats';
import { connectNats } from './streams.js';

interface Asked {
  service: DataService;
  request: EraseUserDto;
}

/** Services with data about users, over real NATS: each holds so many rows, and erases some a call. */
export class FakeDataServices {
  readonly asked: Asked[] = [];
  /** These can do nothing for now. */
  readonly away = new Set<DataService>();
  rowsACall = 10;
  private readonly left = new Map<DataService, number>();
  private readonly erased = new Map<DataService, number>();

  private constructor(private readonly connection: NatsConnection) {}

  static async start(rows: Partial<Record<DataService, number>>): Promise<FakeDataServices> {
    const fake = new FakeDataServices(await connectNats());
    for (const [service, count] of Object.entries(rows)) {
      fake.left.set(service as DataService, count);
      fake.connection.subscribe(`${service}.user.erase`, {
        callback: (_error, message) => fake.answer(service as DataService, message),
      });
    }
    await fake.connection.flush();
    return fake;
  }

  stop(): Promise<void> {
    return this.connection.close();
  }

  private answer(service: DataService, message: Msg): void {
    const { id, data } = message.json<{ id: string; data: EraseUserDto }>();
    if (this.away.has(service)) {
      const err: ErrorBody = { code: 'UNAVAILABLE', message: 'The database is away.' };
      message.respond(JSON.stringify({ id, err, isDisposed: true }));
      return;
    }
    this.asked.push({ service, request: data });
    const left = this.left.get(service) ?? 0;
    const now = Math.min(left, this.rowsACall);
    this.left.set(service, left - now);
    const rows = (this.erased.get(service) ?? 0) + now;
    this.erased.set(service, rows);
    const response: ErasedSoFar = { done: left === now, counts: { rows }, posthog: null };
    message.respond(JSON.stringify({ id, response, isDisposed: true }));
  }
}
