import { once } from 'node:events';
import { connect, Socket } from 'node:net';

/** A NATS client that tells for each line whether the server refused it; the real ones tell later. */
export class RawClient {
  private constructor(private readonly socket: Socket) {}

  /** @throws Error when the server does not let it in. */
  static async connect(port: number, user: string, pass: string): Promise<RawClient> {
    const socket = connect(port, '127.0.0.1');
    await once(socket, 'data');
    const client = new RawClient(socket);
    const options = { user, pass, verbose: false, pedantic: false, headers: true };
    const answer = await client.ask(`CONNECT ${JSON.stringify(options)}`);
    if (answer.includes('-ERR')) throw new Error(answer);
    return client;
  }

  async mayPublish(subject: string): Promise<boolean> {
    return !(await this.ask(`PUB ${subject} 0\r\n`)).includes('Permissions Violation');
  }

  /** Leaves no subscription behind. */
  async maySubscribe(subject: string): Promise<boolean> {
    const answer = await this.ask(`SUB ${subject} 1`);
    await this.ask('UNSUB 1');
    return !answer.includes('Permissions Violation');
  }

  close(): void {
    this.socket.destroy();
  }

  /** What the server said until it answered the PING after the line, or ended the connection. */
  private async ask(line: string): Promise<string> {
    let answer = '';
    const settled = new Promise<void>((resolve) => {
      const read = (chunk: Buffer): void => {
        answer += chunk.toString();
        if (answer.includes('PONG')) done();
      };
      const done = (): void => {
        this.socket.off('data', read).off('close', done);
        resolve();
      };
      this.socket.on('data', read).on('close', done);
    });
    this.socket.write(`${line}\r\nPING\r\n`);
    await settled;
    return answer;
  }
}
