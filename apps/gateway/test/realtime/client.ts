import { once } from 'node:events';
import { IncomingMessage } from 'node:http';
import { issueToken } from '@trailmark/auth';
import { ErrorEnvelope, RealtimeMessage, Role } from '@trailmark/contracts';
import { TEST_JWT_SECRET } from '@trailmark/testing';
import { WebSocket } from 'ws';

export const tokenOf = (sub: string, ...roles: Role[]): string =>
  issueToken(TEST_JWT_SECRET, { sub, roles });

type Type = RealtimeMessage['type'];
type Of<T extends Type> = Extract<RealtimeMessage, { type: T }>;

/** What a client hears instead of a WebSocket. */
export interface Refusal {
  status: number | undefined;
  headers: IncomingMessage['headers'];
  body: ErrorEnvelope;
}

const connect = (url: string, path: string, token: string | null): WebSocket =>
  new WebSocket(`${url.replace(/^http/, 'ws')}${path}`, {
    headers: token === null ? {} : { authorization: `Bearer ${token}` },
  });

/** A WebSocket as a client sees it, with all that it received. */
export class Client {
  readonly messages: RealtimeMessage[] = [];
  readonly closed: Promise<{ code: number; reason: string }>;

  private constructor(readonly socket: WebSocket) {
    socket.on('message', (data: Buffer, isBinary) => {
      if (isBinary) throw new Error('a binary message');
      this.messages.push(JSON.parse(data.toString()) as RealtimeMessage);
    });
    this.closed = new Promise((resolve) =>
      socket.on('close', (code, reason) => resolve({ code, reason: reason.toString() })),
    );
  }

  static async open(url: string, path: string, token: string | null): Promise<Client> {
    const client = new Client(connect(url, path, token));
    await once(client.socket, 'open');
    return client;
  }

  /** Watches a user as that user. */
  static watching(url: string, userId: string, query = ''): Promise<Client> {
    const path = `/analytics/realtime/${encodeURIComponent(userId)}${query}`;
    return Client.open(url, path, tokenOf(userId, 'user'));
  }

  of<T extends Type>(type: T): Of<T>[] {
    return this.messages.filter((message): message is Of<T> => message.type === type);
  }

  async close(): Promise<void> {
    this.socket.close();
    await this.closed;
  }
}

/** Asks for a WebSocket that is not to be had. */
export const refusal = async (
  url: string,
  path: string,
  token: string | null = null,
): Promise<Refusal> => {
  const socket = connect(url, path, token);
  const [, response] = (await once(socket, 'unexpected-response')) as [unknown, IncomingMessage];
  const chunks = (await response.toArray()) as Buffer[];
  return {
    status: response.statusCode,
    headers: response.headers,
    body: JSON.parse(Buffer.concat(chunks).toString()) as ErrorEnvelope,
  };
};
