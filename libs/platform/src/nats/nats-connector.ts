import { setTimeout as sleep } from 'node:timers/promises';
import { Injectable, Logger, OnApplicationShutdown, OnModuleInit } from '@nestjs/common';
import { connect, createInbox, ErrorCode, Events, NatsConnection, NatsError, Status } from 'nats';
import { PlatformConfig } from '../config/platform.config.js';
import { UnavailableError } from '../errors/domain-errors.js';
import { natsOptions } from './nats-options.js';

const RETRY_MS = 500;

/**
 * Wrong credentials may be put right at the server, so that they do not end it either. A note of the
 * stack at every request would take longer than writing the request.
 */
const STEADY = {
  maxReconnectAttempts: -1,
  reconnectTimeWait: RETRY_MS,
  ignoreAuthErrorAbort: true,
  pingInterval: 10_000,
  timeout: 3000,
  noAsyncTraces: true,
};

const AUTH_ERRORS = new Set<unknown>([
  ErrorCode.AuthorizationViolation,
  ErrorCode.AuthenticationExpired,
  ErrorCode.AccountExpired,
]);

const REFUSED =
  'NATS refuses the user or password of NATS_URL: give the ones that its configuration has for this service (docs/operations.md, "Who may do what at the broker"); trying on';

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

  /** A subject for answers that nobody else may listen to. */
  newInbox(): string {
    return createInbox(natsOptions(this.config.natsUrl).inboxPrefix);
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
    const options = { ...natsOptions(this.config.natsUrl), ...STEADY };
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
        if (attempt === 1) this.tellAway(error);
        await sleep(RETRY_MS, undefined, { signal: this.stopping.signal });
      }
    }
  }

  private async follow(connection: NatsConnection): Promise<void> {
    for await (const status of connection.status()) {
      if (status.type === Events.Disconnect) this.noteState(false);
      if (status.type === Events.Reconnect) this.noteState(true);
      if (status.type === Events.Error) this.tellError(status);
    }
    this.connected = false;
  }

  private tellAway(error: unknown): void {
    if (error instanceof NatsError && error.isAuthError()) this.logger.error(REFUSED);
    else this.logger.warn({ err: error as Error }, 'NATS is away; trying on');
  }

  private tellError({ data, permissionContext: refused }: Status): void {
    if (refused) {
      this.logger.error(`NATS does not allow the ${refused.operation} to ${refused.subject}`);
    } else if (AUTH_ERRORS.has(data)) this.logger.error(REFUSED);
    else this.logger.warn(`NATS error: ${JSON.stringify(data)}`);
  }

  private noteState(connected: boolean): void {
    this.connected = connected;
    this.logger.log(connected ? 'reconnected to NATS' : 'lost NATS; reconnecting');
    if (connected) for (const listener of this.reconnectListeners) listener();
  }
}
