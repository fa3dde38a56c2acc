/** What a key set's address answers. */
export interface FetchedKeys {
  keys: unknown;
}

interface SteadyFetcherOptions {
  /** No more than one request in this time, whatever is asked for: milliseconds. */
  pauseMs: number;
  timeoutMs: number;
  maxBytes: number;
}

const DEFAULTS: SteadyFetcherOptions = { pauseMs: 10_000, timeoutMs: 3000, maxBytes: 1_048_576 };

/**
 * Fetches a key set no more often than once a pause, so that tokens with made-up key ids do not
 * become requests to the issuer; until then the last answer, or failure, stands.
 */
export class SteadyFetcher {
  private readonly options: SteadyFetcherOptions;
  private last: Promise<FetchedKeys> | null = null;
  private askedAt = -Infinity;

  constructor(options: Partial<SteadyFetcherOptions> = {}) {
    this.options = { ...DEFAULTS, ...options };
  }

  /** @throws Error when the address does not answer with a key set. */
  readonly fetch = (url: string): Promise<FetchedKeys> => {
    const now = performance.now();
    if (this.last === null || now - this.askedAt >= this.options.pauseMs) {
      this.askedAt = now;
      this.last = this.ask(url);
    }
    return this.last;
  };

  private async ask(url: string): Promise<FetchedKeys> {
    const { timeoutMs, maxBytes } = this.options;
    const response = await fetch(url, {
      headers: { accept: 'application/json' },
      redirect: 'error',
      signal: AbortSignal.timeout(timeoutMs),
    });
    if (!response.ok) throw new Error(`The key set's address answered ${response.status}.`);
    const text = await boundedText(response, maxBytes);
    return JSON.parse(text) as FetchedKeys;
  }
}

const boundedText = async (response: Response, maxBytes: number): Promise<string> => {
  const body: AsyncIterable<Uint8Array> | null = response.body;
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of body ?? []) {
    size += chunk.byteLength;
    if (size > maxBytes) throw new Error(`The key set has more than ${maxBytes} bytes.`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString();
};
