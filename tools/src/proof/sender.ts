import { setTimeout as sleep } from 'node:timers/promises';

/** Events, and activities, of one request. */
const ITEMS = 5;

const FLOOD = 'x'.repeat(8000);

const PAUSE_MS = 25;
const RETRY_MS = 250;
const DEADLINE_MS = 15_000;

/** What clients are told, counted: by HTTP status, or `none` where nobody answered. */
export type Statuses = Record<string, number>;

export interface SenderOptions {
  /** Of gateways; a request goes to the next one, as behind a load balancer. */
  apiUrls: readonly string[];
  token: string;
  /** Told of every answer, with how long it took in milliseconds. */
  onAnswer: (status: string, ms: number) => void;
}

interface Results {
  data?: { results?: { status: string }[] };
}

const isTaken = ({ status }: { status: string }): boolean => status !== 'failed';

/**
 * A client that records with hardly a pause and, like a good one, sends again under the same ids what was
 * not acknowledged. What it leaves behind is acknowledged, all of it.
 */
export class Sender {
  /** The client's own ids of what was acknowledged. */
  readonly events = new Set<string>();
  readonly activities = new Set<string>();
  /** What the client's clock is off by, in milliseconds. */
  clockOffMs = 0;
  /** Sends events of some kilobytes, and does not wait for their commit. */
  flooding = false;
  private stopping = false;
  private requests = 0;
  private readonly running: Promise<void>;

  constructor(
    readonly user: string,
    private readonly options: SenderOptions,
  ) {
    this.running = this.run();
  }

  async stop(): Promise<void> {
    this.stopping = true;
    await this.running;
  }

  private async run(): Promise<void> {
    for (let n = 0; !this.stopping; n += 1) {
      const ids = Array.from({ length: ITEMS }, (_, item) => `${this.user}-${n}-${item}`);
      const timestamp = new Date(Date.now() + this.clockOffMs).toISOString();
      const events = ids.map((event_id, at) => ({ ...this.event(at), event_id, timestamp }));
      await this.until(`/analytics/events/batch`, { events }, ids, this.events);
      const activities = [{ ...this.activity(), activity_id: ids[0], timestamp }];
      await this.until('/analytics/activities/batch', { activities }, ids, this.activities);
      await sleep(PAUSE_MS);
    }
  }

  /** Sends one body until every item of it is acknowledged. */
  private async until(path: string, body: object, ids: string[], into: Set<string>): Promise<void> {
    for (;;) {
      const results = await this.post(path, body);
      results.forEach((result, at) => isTaken(result) && into.add(ids[at] ?? ''));
      if (results.length > 0 && results.every(isTaken)) return;
      await sleep(RETRY_MS);
    }
  }

  private async post(path: string, body: object): Promise<{ status: string }[]> {
    const started = performance.now();
    const { apiUrls, token } = this.options;
    const apiUrl = apiUrls[this.requests++ % apiUrls.length] ?? '';
    try {
      const response = await fetch(`${apiUrl}${path}`, {
        method: 'POST',
        headers: {
          authorization: `Bearer ${token}`,
          'content-type': 'application/json',
          ...(this.flooding && { prefer: 'respond-async' }),
        },
        body: JSON.stringify(body),
        signal: AbortSignal.timeout(DEADLINE_MS),
      });
      const { data } = (await response.json()) as Results;
      this.options.onAnswer(String(response.status), performance.now() - started);
      return data?.results ?? [];
    } catch {
      // Nobody listens, the deadline, an answer cut off: the client does not know, and sends it again.
      this.options.onAnswer('none', performance.now() - started);
      return [];
    }
  }

  private event(item: number) {
    return {
      user_id: this.user,
      session_id: `${this.user}-session`,
      event_type: 'user_action',
      event_name: item % 2 ? 'page_view' : 'button_click',
      event_category: 'interaction',
      properties: { page: `/page-${item}`, ...(this.flooding && { text: FLOOD }) },
      source: 'web_app',
      platform: 'web',
    };
  }

  private activity() {
    return {
      user_id: this.user,
      session_id: `${this.user}-session`,
      activity_type: 'user_action',
      activity_category: 'projects',
      description: 'worked',
      severity: 'info',
      tags: ['chaos'],
    };
  }
}
