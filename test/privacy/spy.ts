import { connectNats } from '@trailmark/testing';

/** All that processes tell each other through NATS, and what is left there at the end. */
export class NatsSpy {
  private readonly heard: string[] = [];
  private constructor(private readonly nats: Awaited<ReturnType<typeof connectNats>>) {}

  static async start(): Promise<NatsSpy> {
    const nats = await connectNats();
    const spy = new NatsSpy(nats);
    nats.subscribe('>', {
      callback: (_error, { subject, data, headers }) => {
        const sent = [...(headers ?? [])].map(([name, values]) => `${name}: ${values.join()}`);
        spy.heard.push([subject, ...sent, Buffer.from(data).toString()].join('\n'));
      },
    });
    await nats.flush();
    return spy;
  }

  /** Every message since the start, and every one that a stream or a bucket still holds. */
  async messages(): Promise<string[]> {
    await this.nats.flush();
    return [...this.heard, ...(await this.kept())];
  }

  async stop(): Promise<void> {
    await this.nats.close();
  }

  private async kept(): Promise<string[]> {
    const { streams } = await this.nats.jetstreamManager();
    const found: string[] = [];
    for await (const { config, state } of streams.list()) {
      for (let seq = state.first_seq; seq <= state.last_seq && state.messages > 0; seq += 1) {
        const stored = await streams.getMessage(config.name, { seq }).catch(() => null);
        if (stored) found.push(`${stored.subject}\n${Buffer.from(stored.data).toString()}`);
      }
    }
    return found;
  }
}
