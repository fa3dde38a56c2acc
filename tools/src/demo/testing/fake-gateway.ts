import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { DemoEvent } from '../records/events.js';

export interface FakeAnswer {
  readonly status: number;
  readonly headers?: Record<string, string>;
  readonly body: unknown;
}

type Answering = (events: readonly DemoEvent[], request: number) => FakeAnswer | null;

async function bodyOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString();
}

/** A stand-in of the gateway for the specs: it remembers event_ids, and answers otherwise when told to. */
export class FakeGateway {
  readonly stored = new Set<string>();
  readonly tokens = new Set<string | undefined>();
  requests = 0;
  busiest = 0;
  private underWay = 0;
  private readonly server = createServer((request, response) => {
    void this.take(request, response);
  });

  /** `answering` gives another answer than the usual one, or null. */
  constructor(private readonly answering: Answering = () => null) {}

  async listen(): Promise<string> {
    await new Promise<void>((resolve) => this.server.listen(0, '127.0.0.1', resolve));
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  async close(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }

  resultOf({ event_id }: DemoEvent) {
    const status = this.stored.has(event_id) ? 'duplicate' : 'stored';
    this.stored.add(event_id);
    return { event_id, status };
  }

  private async take(request: IncomingMessage, response: ServerResponse): Promise<void> {
    this.underWay += 1;
    this.busiest = Math.max(this.busiest, this.underWay);
    const { events } = JSON.parse(await bodyOf(request)) as { events: DemoEvent[] };
    this.tokens.add(request.headers.authorization);
    await new Promise((resolve) => setTimeout(resolve, 2));
    const answer = this.answering(events, (this.requests += 1)) ?? this.usual(events);
    this.underWay -= 1;
    response.writeHead(answer.status, { 'content-type': 'application/json', ...answer.headers });
    response.end(JSON.stringify(answer.body));
  }

  private usual(events: readonly DemoEvent[]): FakeAnswer {
    const results = events.map((event) => this.resultOf(event));
    return { status: 201, body: { success: true, data: { results } } };
  }
}
