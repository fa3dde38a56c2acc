import { setTimeout as sleep } from 'node:timers/promises';
import { Injectable, Logger, OnApplicationShutdown, OnModuleInit } from '@nestjs/common';
import { connect, ConnectionOptions, Events, NatsConnection } from 'nats';
import { PlatformConfig } from '../config/platform.config.js';
import { UnavailableError } from '../errors/domain-errors.js';

const RETRY_MS = 500;

/** `nats://user:password@host:port`, or several of them, as connection options. */
const optionsFrom = (urls: string): ConnectionOptions => {
  const parsed = urls.split(',').map((url) => new URL(url));
  const { username, password, protocol } = parsed[0] as URL;
  return {
    servers: parsed.map((url) => url.host),
    ...(username && { user: decodeURIComponent(username), pass: decodeURIComponent(password) }),
    ...(protocol === 'tls:' && { tls: {} }),
    maxReconnectAttempts: -1,
    reconnectTimeWait: RETRY_MS,
    pingInterval: 10_000,
    timeout: 3000,
  };
};

/** The process's one NATS connection: opened in the background, reopened for ever. */
@Injectable()
export class NatsConnector implements OnModuleInit, OnApplicationShutdown {
  private readonly logger = new Logger(NatsConnector.name);
  private readonly stopping = new AbortController();
  private opening: Promise<NatsConnection> | null = null;
  private connection: NatsConnection | null = null;
  private connected = false;
  private readonly reconnectListeners = new Set<() => void>();

  constructor(private readonly config: PlatformConfig) {}

  onModuleInit(): void {
    this.ready().catch((error: unknown) => this.logger.debug(error, 'gave up connecting'));
  }

  get isConnected(): boolean {
    return this.connected;
  }

  /**
   * The connection, if it is up right now.
   * @throws UnavailableError at once when it is not.
   */
  get(): NatsConnection {
    if (!this.connected || !this.connection) {
      throw new UnavailableError('The message broker cannot be reached.');
    }
    return this.connection;
  }

  /** Waits for the first connection. Rejects only when the process stops. */
  ready(): Promise<NatsConnection> {
    this.opening ??= this.open();
    return this.opening;
  }

  /**
   * Calls back each time a lost connection is there again: what was told meanwhile was not heard.
   * @returns a function that stops it.
   */
  onReconnect(listener: () => void): () => void {
    this.reconnectListeners.add(listener);
    return () => this.reconnectListeners.delete(listener);
  }

  /** Last of the shutdown: what was published reaches the server before the socket closes. */
  async onApplicationShutdown(): Promise<void> {
    this.stopping.abort();
    const { connection } = this;
    if (!connection || connection.isClosed()) return;
    await (this.connected ? connection.drain() : connection.close());
  }

  private async open(): Promise<NatsConnection> {
    const options = optionsFrom(this.config.natsUrl);
    for (let attempt = 1; ; attempt += 1) {
      this.stopping.signal.throwIfAborted();
      try {
        const connection = await connect(options);
        this.connection = connection;
        this.connected = true;
        this.logger.log('connected to NATS');
        void this.follow(connection);
        return connection;
      } catch (error) {
        if (attempt === 1) this.logger.warn({ err: error as Error }, 'NATS is away; trying on');
        await sleep(RETRY_MS, undefined, { signal: this.stopping.signal });
      }
    }
  }

  private async follow(connection: NatsConnection): Promise<void> {
    for await (const status of connection.status()) {
      if (status.type === Events.Disconnect) this.noteState(false);
      if (status.type === Events.Reconnect) this.noteState(true);
      if (status.type === Events.Error)
        this.logger.warn(`NATS error: ${JSON.stringify(status.data)}`);
    }
    this.connected = false;
  }

  private noteState(connected: boolean): void {
    this.connected = connected;
    this.logger.log(connected ? 'reconnected to NATS' : 'lost NATS; reconnecting');
    if (connected) for (const listener of this.reconnectListeners) listener();
  }
}
