import { setTimeout as sleep } from 'node:timers/promises';
import { Injectable, Logger, OnApplicationShutdown, OnModuleInit } from '@nestjs/common';
import { DataSource, EntityManager } from 'typeorm';
import { DatabaseConfig } from '../config/database.config.js';
import { UnavailableError } from '../errors/domain-errors.js';
import { assertEscaping } from './assert-escaping.js';
import { endWithTurn, inTransaction } from './joint-transaction.js';
import { migrate } from './migrator.js';
import { isAway, isContention, translated } from './sql-errors.js';

/** A transaction, or the plain connection, as repositories receive it. */
export type Sql = EntityManager;

const RETRY_MS = 1000;
const MAX_ATTEMPTS = 5;

/** At it all reads of a transaction see what the first one saw. */
const SNAPSHOT = 'REPEATABLE READ';

/** MySQL and MariaDB before 11.1 name the variable differently. */
const defaultIsolation = async (dataSource: DataSource): Promise<string | undefined> => {
  const rows = await dataSource.query<{ Value: string }[]>(
    `SHOW VARIABLES WHERE Variable_name IN ('transaction_isolation', 'tx_isolation')`,
  );
  return rows[0]?.Value.replace('-', ' ');
};

/** The service's schema: connected and migrated in the background, so that the process starts. */
@Injectable()
export class Database implements OnModuleInit, OnApplicationShutdown {
  private readonly logger = new Logger(Database.name);
  private readonly stopping = new AbortController();
  private opening: Promise<void> | null = null;
  private open = false;
  /** What the server's transactions are when none is asked for: then asking is a round trip less. */
  private snapshotsByDefault = false;

  constructor(
    readonly dataSource: DataSource,
    private readonly config: DatabaseConfig,
  ) {}

  onModuleInit(): void {
    this.ready().catch((error: unknown) => this.logger.debug(error, 'gave up connecting'));
  }

  onApplicationShutdown(): void {
    this.stopping.abort();
  }

  /** Waits until the schema is usable. Rejects only when the process stops. */
  ready(): Promise<void> {
    this.opening ??= this.openWithRetry();
    return this.opening;
  }

  /**
   * Runs statements outside a transaction.
   * @throws UnavailableError when the database is away.
   */
  async read<T>(work: (sql: Sql) => Promise<T>): Promise<T> {
    this.assertOpen();
    try {
      return await work(this.dataSource.manager);
    } catch (error) {
      throw translated(error);
    }
  }

  /**
   * Runs reads that must agree with one another: all see the database as it was at the first of them.
   * Reads that are asked for in one turn, as by `Promise.all`, go to the server together. Again from
   * the start when a table was changed meanwhile (five attempts).
   * @throws UnavailableError when the database is away.
   */
  snapshot<T>(work: (sql: Sql) => Promise<T>): Promise<T> {
    const isolation = this.snapshotsByDefault ? null : SNAPSHOT;
    return this.attempt(() => inTransaction(this.dataSource, isolation, work));
  }

  /**
   * A snapshot whose reads are all asked for in one turn: with its beginning and its end it is one
   * round trip.
   * @throws Error when a read is asked for after another was answered.
   */
  glance<T>(work: (sql: Sql) => Promise<T>): Promise<T> {
    return this.snapshot((sql) => {
      endWithTurn(sql);
      return work(sql);
    });
  }

  /**
   * Runs `work` in one READ COMMITTED transaction, again from the start after a deadlock or lock
   * timeout (five attempts): `work` must have no effect outside the transaction. Statements that are
   * asked for in one turn go to the server together, in that order; see {@link sendAlong}, too.
   * @throws UnavailableError when the database is away.
   */
  transaction<T>(work: (sql: Sql) => Promise<T>): Promise<T> {
    return this.attempt(() => inTransaction(this.dataSource, 'READ COMMITTED', work));
  }

  /** For a nested step that handles its own failures: a passing one must end the transaction. */
  rethrowIfPassing(error: unknown): void {
    if (isContention(error) || isAway(error)) throw error;
  }

  async ping(): Promise<void> {
    await this.read((sql) => sql.query('SELECT 1'));
  }

  private async attempt<T>(work: () => Promise<T>): Promise<T> {
    this.assertOpen();
    for (let attempt = 1; ; attempt += 1) {
      try {
        return await work();
      } catch (error) {
        if (!isContention(error) || attempt === MAX_ATTEMPTS) throw translated(error);
        await sleep(Math.random() * 20 * 2 ** attempt);
      }
    }
  }

  private assertOpen(): void {
    if (!this.open) throw new UnavailableError('The database cannot be reached.');
  }

  private async openWithRetry(): Promise<void> {
    for (let attempt = 1; ; attempt += 1) {
      this.stopping.signal.throwIfAborted();
      try {
        return await this.openOnce();
      } catch (error) {
        this.logger.warn({ err: error as Error, attempt }, 'the database is not usable yet');
        await sleep(RETRY_MS, undefined, { signal: this.stopping.signal });
      }
    }
  }

  private async openOnce(): Promise<void> {
    if (!this.dataSource.isInitialized) await this.dataSource.initialize();
    await assertEscaping(this.dataSource);
    if (this.config.migrate) {
      const ran = await migrate(this.dataSource);
      this.logger.log(`migrations run: ${ran.join(', ') || 'none pending'}`);
    }
    this.snapshotsByDefault = (await defaultIsolation(this.dataSource)) === SNAPSHOT;
    this.open = true;
  }
}
