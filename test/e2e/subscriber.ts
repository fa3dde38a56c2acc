import { once } from 'node:events';
import { RealtimeMessage } from '@trailmark/contracts';
import { WebSocket } from 'ws';

type Of<T extends RealtimeMessage['type']> = Extract<RealtimeMessage, { type: T }>;

/** Watches a user over the public API and keeps what it is told. */
export class Subscriber {
  readonly received: RealtimeMessage[] = [];

  private constructor(private readonly socket: WebSocket) {
    socket.on('message', (data: Buffer) => {
      this.received.push(JSON.parse(data.toString()) as RealtimeMessage);
    });
  }

  /** @param token stands in the query, as a browser sends it. */
  static async open(url: string, userId: string, token: string): Promise<Subscriber> {
    const address = `${url.replace('http', 'ws')}/analytics/realtime/${userId}`;
    const subscriber = new Subscriber(new WebSocket(`${address}?access_token=${token}`));
    await once(subscriber.socket, 'open');
    return subscriber;
  }

  get isOpen(): boolean {
    return this.socket.readyState === WebSocket.OPEN;
  }

  of<T extends RealtimeMessage['type']>(type: T): Of<T>[] {
    return this.received.filter((message): message is Of<T> => message.type === type);
  }

  /** Resolves with the close code when the connection has ended, whoever ended it. */
  async closed(): Promise<number> {
    const [code] = (await once(this.socket, 'close')) as [number];
    return code;
  }

  async close(): Promise<void> {
    const closed = this.closed();
    this.socket.close();
    await closed;
  }
}
