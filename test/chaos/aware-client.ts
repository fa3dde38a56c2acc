import { Agent, request } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';

const PROBE_MS = 100;
const DEADLINE_MS = 60_000;

/** What one request came to; `status` 0: the connection failed. */
export interface Answer {
  status: number;
  text: string;
}

interface Backend {
  url: string;
  /** Connections are kept and used again until the server says that it closes them. */
  agent: Agent;
  ready: boolean;
}

/**
 * A client as a proxy is one: it asks each gateway again and again whether it is ready, sends to those that
 * are, over connections that it keeps, and never sends anything twice.
 */
export class AwareClient {
  /** What no client should see: 5xx, connections that failed, and nobody to send to. */
  readonly failures: string[] = [];
  private readonly backends: Backend[];
  private readonly probing: Promise<unknown>;
  private stopping = false;
  private turn = 0;

  constructor(
    urls: readonly string[],
    private readonly headers: Record<string, string>,
  ) {
    this.backends = urls.map((url) => ({
      url,
      agent: new Agent({ keepAlive: true }),
      ready: false,
    }));
    this.probing = Promise.all(this.backends.map((backend) => this.probe(backend)));
  }

  async stop(): Promise<void> {
    this.stopping = true;
    await this.probing;
    for (const { agent } of this.backends) agent.destroy();
  }

  isReady(url: string): boolean {
    return this.backends.some((backend) => backend.url === url && backend.ready);
  }

  /** Sends to the ready gateway whose turn it is. */
  async send(method: string, path: string, body?: object): Promise<Answer> {
    const ready = this.backends.filter((backend) => backend.ready);
    const backend = ready[(this.turn += 1) % ready.length];
    const answer = backend
      ? await exchange(backend, method, path, this.headers, body)
      : { status: 0, text: 'no gateway is ready' };
    if (answer.status === 0 || answer.status >= 500)
      this.failures.push(`${method} ${path}: ${answer.status} ${answer.text}`);
    return answer;
  }

  private async probe(backend: Backend): Promise<void> {
    while (!this.stopping) {
      const { status } = await exchange(backend, 'GET', '/health/ready', {});
      backend.ready = status === 200;
      await sleep(PROBE_MS);
    }
  }
}

const exchange = (
  { url, agent }: Backend,
  method: string,
  path: string,
  headers: Record<string, string>,
  body?: object,
): Promise<Answer> =>
  new Promise((resolve) => {
    const text = body && JSON.stringify(body);
    const json = text === undefined ? {} : { 'content-type': 'application/json' };
    const failed = (error: Error) => resolve({ status: 0, text: error.message });
    const sent = request(`${url}${path}`, { method, agent, headers: { ...headers, ...json } });
    sent.setTimeout(DEADLINE_MS, () => sent.destroy(new Error('there was no answer')));
    sent.on('error', failed).on('response', (response) => {
      let answer = '';
      response
        .setEncoding('utf8')
        .on('data', (chunk: string) => (answer += chunk))
        .on('error', failed)
        .on('end', () => resolve({ status: response.statusCode ?? 0, text: answer }));
    });
    sent.end(text);
  });
