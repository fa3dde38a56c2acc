import { setTimeout as sleep } from 'node:timers/promises';
import { EventsOverview, Principal, RPC_HEADERS, UserPeriodDto } from '@trailmark/contracts';
import { Msg, NatsConnection } from 'nats';

/** One question as the fake heard it. */
export interface Question {
  request: UserPeriodDto;
  principal: Principal;
  askedAt: number;
  answeredAt: number;
}

const principalIn = (message: Msg): Principal => {
  const header = message.headers?.get(RPC_HEADERS.principal) ?? '';
  return JSON.parse(Buffer.from(header, 'base64url').toString()) as Principal;
};

/** Not the dashboard service: it answers for it over NATS, and each of its overviews says so. */
export class FakeDashboard {
  readonly questions: Question[] = [];
  /** What is told as `total_events`. */
  totalEvents = 0;
  delayMs = 0;
  mostAtOnce = 0;
  private atOnce = 0;
  private readonly stopAnswering: () => void;

  constructor(nats: NatsConnection) {
    const subscription = nats.subscribe('dashboard.overview.find', {
      callback: (_error, message) => void this.answer(message),
    });
    this.stopAnswering = () => subscription.unsubscribe();
  }

  stop(): void {
    this.stopAnswering();
  }

  private async answer(message: Msg): Promise<void> {
    const askedAt = performance.now();
    const { id, data } = message.json<{ id: string; data: UserPeriodDto }>();
    const response = this.overview();
    this.atOnce += 1;
    this.mostAtOnce = Math.max(this.mostAtOnce, this.atOnce);
    await sleep(this.delayMs);
    this.atOnce -= 1;
    const principal = principalIn(message);
    this.questions.push({ request: data, principal, askedAt, answeredAt: performance.now() });
    message.respond(JSON.stringify({ id, response, isDisposed: true }));
  }

  private overview(): EventsOverview {
    return {
      total_events: this.totalEvents,
      unique_sessions: 0,
      average_session_duration: 0,
      bounce_rate: 0,
      engagement_score: 0,
      top_events: [{ event_name: 'this is a fake', count: 0, percentage: 0 }],
      top_pages: [],
    };
  }
}
