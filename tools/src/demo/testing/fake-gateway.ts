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

/** A body of one field is a list; any other is a record itself. */
const recordsIn = (body: object): { records: DemoEvent[]; single: boolean } => {
  const [first, ...others] = Object.values(body) as unknown[];
  const single = others.length > 0;
  return { records: (single ? [body] : first) as DemoEvent[], single };
};

const keyOf = (record: DemoEvent & { metrics_id?: string }): string =>
  record.event_id ?? record.metrics_id ?? JSON.stringify(record);

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

  resultOf(record: DemoEvent) {
    const event_id = keyOf(record);
    const status = this.stored.has(event_id) ? 'duplicate' : 'stored';
    this.stored.add(event_id);
    return { event_id, status };
  }

  private async take(request: IncomingMessage, response: ServerResponse): Promise<void> {
    this.underWay += 1;
    this.busiest = Math.max(this.busiest, this.underWay);
    const { records, single } = recordsIn(JSON.parse(await bodyOf(request)) as object);
    this.tokens.add(request.headers.authorization);
    await new Promise((resolve) => setTimeout(resolve, 2));
    const answer = this.answering(records, (this.requests += 1)) ?? this.usual(records, single);
    this.underWay -= 1;
    response.writeHead(answer.status, { 'content-type': 'application/json', ...answer.headers });
    response.end(JSON.stringify(answer.body));
  }

  private usual(records: readonly DemoEvent[], single: boolean): FakeAnswer {
    const results = records.map((record) => this.resultOf(record));
    return { status: 201, body: { success: true, data: single ? results[0] : { results } } };
  }
}
