import { createServer, IncomingMessage, Server, ServerResponse } from 'node:http';
import { AddressInfo } from 'node:net';
import { gunzipSync } from 'node:zlib';
import { COLUMNS, EVALUATIONS } from './fake-queries.js';
import { FakeRow, isoWithOffset } from './fake-rows.js';
import { FakeStore } from './fake-store.js';
import { hogqlFault } from './hogql-check.js';

/** One query that was asked, as it came. */
export interface AskedQuery {
  name: string;
  values: Record<string, unknown>;
  refresh: unknown;
  at: number;
  /** What was answered; 0: nothing yet. */
  status: number;
}

/** Something else than the answer. */
export interface FakeFault {
  status: number;
  code?: string;
  /** Else something that must not reach anybody. */
  detail?: string;
  /** Instead of PostHog's error body. */
  body?: string;
  headers?: Record<string, string>;
}

interface Sent {
  query: { name: string; query: string; values: Record<string, unknown> };
  refresh: unknown;
}

/** What was asked to be deleted. */
interface Deletion {
  distinct_ids: string[];
  delete_events: unknown;
}

const CAPTURE = /^\/(batch|capture|e|track|i\/v0\/e)\/?(\?|$)/;

/** Nobody else's words must reach a client of ours: this marks PostHog's. */
export const FAKE_DETAIL = 'detail-that-only-posthog-knows';

/**
 * Not PostHog: an HTTP server that keeps events and persons in memory, takes what SDKs send, and answers the journey service's
 * queries by their names. What it refuses is what PostHog refuses: bad HogQL, a wrong key, an unknown project.
 */
export class FakePostHog {
  readonly store = new FakeStore();
  readonly asked: AskedQuery[] = [];
  readonly key = 'phx_0123456789abcdefghijklmnopqrstuv';
  readonly projectId = '4711';

  /** Requests to delete persons, as they came. */
  readonly deletions: Deletion[] = [];
  /** Scopes of the key. */
  scopes = ['query:read', 'person:write'];

  /** Whether `properties` are JSON text or an object. */
  propertiesAs: 'text' | 'object' = 'text';
  /** How many minutes the project's clocks are ahead of UTC. */
  offsetMinutes = 0;
  /** What is left of the hour's budget; null: not told. */
  remainingBytes: number | null = null;
  /** The most queries that were under way at once. */
  mostAtOnce = 0;
  /** Decides what is answered instead; null: the answer. */
  fault: (query: AskedQuery) => FakeFault | null = () => null;
  /** Runs before an answer is made; the query waits for it. */
  before: (query: AskedQuery) => Promise<void> | void = () => undefined;

  private atOnce = 0;
  private readonly held = new Set<() => void>();

  private constructor(private readonly server: Server) {}

  static async start(): Promise<FakePostHog> {
    const server = createServer();
    const fake = new FakePostHog(server);
    server.on('request', (request, response) => {
      fake.serve(request, response).catch((error: unknown) => {
        response.writeHead(500).end(JSON.stringify({ detail: String(error) }));
      });
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return fake;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  /** The environment of a journey service that reads from it. */
  get env(): Record<string, string> {
    return {
      POSTHOG_HOST: this.url,
      POSTHOG_PROJECT_ID: this.projectId,
      POSTHOG_SECRET_KEY: this.key,
    };
  }

  askedFor(name: string): AskedQuery[] {
    return this.asked.filter((query) => query.name === name);
  }

  /** From now on nothing is answered. */
  stall(): void {
    this.before = () => new Promise<void>((resolve) => this.held.add(resolve));
  }

  /** Answers again, also what was asked meanwhile. */
  resume(): void {
    this.before = () => undefined;
    for (const release of this.held) release();
    this.held.clear();
  }

  async stop(): Promise<void> {
    this.resume();
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }

  private async serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = await bodyOf(request);
    if (CAPTURE.test(request.url ?? '')) {
      this.store.capture(body);
      return reply(response, 200, { status: 'Ok' });
    }
    if (request.url === `/api/projects/${this.projectId}/persons/bulk_delete/`) {
      return this.deletePersons(request, response, body as Deletion);
    }
    this.atOnce += 1;
    this.mostAtOnce = Math.max(this.mostAtOnce, this.atOnce);
    try {
      await this.answer(request, response, body as Sent);
    } finally {
      this.atOnce -= 1;
    }
  }

  private deletePersons(request: IncomingMessage, response: ServerResponse, sent: Deletion): void {
    if (request.headers.authorization !== `Bearer ${this.key}`) {
      return replyFault(response, { status: 401, code: 'authentication_failed' });
    }
    if (!this.scopes.includes('person:write')) {
      return replyFault(response, { status: 403, code: 'permission_denied' });
    }
    this.deletions.push(sent);
    const { persons, events } = this.store.erase(sent.distinct_ids);
    reply(response, 202, {
      persons_found: persons,
      persons_deleted: persons,
      events_queued_for_deletion: events,
    });
  }

  private async answer(request: IncomingMessage, response: ServerResponse, sent: Sent) {
    const { name, values, query } = sent.query;
    const asked: AskedQuery = { name, values, refresh: sent.refresh, at: Date.now(), status: 0 };
    this.asked.push(asked);
    await this.before(asked);
    const fault = this.fault(asked) ?? (await this.refusal(request, name, query, values));
    asked.status = fault?.status ?? 200;
    if (this.remainingBytes !== null) {
      response.setHeader('x-posthog-query-budget-remaining-bytes', String(this.remainingBytes));
    }
    if (fault) return replyFault(response, fault);
    const columns = COLUMNS[name] ?? [];
    const rows = EVALUATIONS[name]?.(this.store, values) ?? [];
    const results = rows.map((row) => columns.map((column) => this.cell(row, column)));
    reply(response, 200, { columns, results, types: [], error: null, is_cached: false });
  }

  private cell(row: Record<string, unknown>, column: string): unknown {
    const { micros, properties } = row as Partial<FakeRow>;
    if (column === 'timestamp') return isoWithOffset(micros ?? 0n, this.offsetMinutes);
    if (column !== 'properties') return row[column];
    return this.propertiesAs === 'text' ? JSON.stringify(properties) : properties;
  }

  private async refusal(
    request: IncomingMessage,
    name: string,
    hogql: string,
    values: Record<string, unknown>,
  ): Promise<FakeFault | null> {
    if (request.headers.authorization !== `Bearer ${this.key}`) {
      return { status: 401, code: 'authentication_failed' };
    }
    if (request.url !== `/api/projects/${this.projectId}/query/`) {
      return { status: 404, code: 'not_found' };
    }
    if (!this.scopes.includes('query:read')) return { status: 403, code: 'permission_denied' };
    const fault = await hogqlFault(hogql, values);
    if (fault !== null) return { status: 400, code: 'hogql_syntax_error', detail: fault };
    return name in EVALUATIONS ? null : { status: 400, code: 'invalid_input' };
  }
}

const bodyOf = async (request: IncomingMessage): Promise<unknown> => {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const bytes = Buffer.concat(chunks);
  const plain = bytes[0] === 0x1f && bytes[1] === 0x8b ? gunzipSync(bytes) : bytes;
  return plain.length === 0 ? {} : JSON.parse(plain.toString('utf8'));
};

const reply = (response: ServerResponse, status: number, body: object): void => {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
};

const replyFault = (response: ServerResponse, fault: FakeFault): void => {
  const { status, code, detail, headers } = fault;
  const body = {
    type: 'server_error',
    code: code ?? 'error',
    detail: detail ?? FAKE_DETAIL,
    attr: null,
  };
  response
    .writeHead(status, { 'content-type': 'application/json', ...headers })
    .end(fault.body ?? JSON.stringify(body));
};
