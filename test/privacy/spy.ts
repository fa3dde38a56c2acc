import { connectNats, messagesIn, PATIENT_NATS } from '@trailmark/testing';

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
    const manager = await this.nats.jetstreamManager(PATIENT_NATS);
    const found: string[] = [];
    for await (const { config } of manager.streams.list()) {
      for await (const { subject, data } of messagesIn(manager, config.name)) {
        found.push(`${subject}\n${Buffer.from(data).toString()}`);
      }
    }
    return found;
  }
}
