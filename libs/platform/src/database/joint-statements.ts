import { QueryFailedError } from 'typeorm';
import { sendingAll } from '../tracing/statement-batch.js';
import { StatementQueue, Waiting } from './statement-queue.js';

/** What is used of a connection of mysql2. */
export interface Connection {
  format(text: string, values: unknown): string;
  query(
    text: string,
    values: null,
    answer: (error: Error | null, results?: unknown) => void,
  ): unknown;
}

/** What a transaction begins with: nobody needs the answer. */
const BEGINNING = /^(SET|START) TRANSACTION\b/;
const COMMIT = 'COMMIT';
/** The whole of it, or to a savepoint. */
const ROLLBACK = /^ROLLBACK\b/;

/**
 * The statements of one transaction. Those that are asked for in one turn, before any of them is
 * answered, go to the server together, in the order asked: a round trip costs more than most of them.
 *
 * The server stops at the first that fails; then all that were sent with it, and all that wait, are
 * rejected: none may run outside a transaction that the server has rolled back. Each is formatted on
 * its own, so that no value is ever taken for the placeholder of another.
 */
export class JointStatements {
  private readonly queue = new StatementQueue();
  private scheduled = false;
  private flight: Promise<void> | null = null;
  /** Whether anything but the beginning was asked for, and whether anything was sent. */
  private asked = false;
  private sent = false;
  /** Set once the end was asked for. */
  private over = false;
  private commit: Promise<unknown> | null = null;

  /** Set when nothing is asked for after this turn: the commit goes with it. */
  private isLastTurn = false;

  /** @param onAsked told of each statement. */
  constructor(
    private readonly connection: Connection,
    private readonly onAsked: (text: string, values?: unknown[]) => void,
  ) {}

  /** What is asked for in this turn is the last: whatever is asked for later is refused. */
  endWithTurn(): void {
    this.isLastTurn = true;
  }

  /** @throws QueryFailedError of this statement, or of one that was sent with it. */
  async query(text: string, values?: unknown[]): Promise<unknown> {
    if (ROLLBACK.test(text)) return this.rollBack(text);
    if (text === COMMIT) return this.end();
    this.note(text, values);
    if (BEGINNING.test(text)) return this.add(text, values, null);
    this.asked = true;
    return this.answerTo(text, values);
  }

  /** Resolves at once, unless much waits already. The statement goes with the next one, which fails if this one does. */
  async sendAlong(text: string, values?: unknown[]): Promise<void> {
    if (this.queue.isFull) return void (await this.query(text, values));
    this.note(text, values);
    this.asked = true;
    this.add(text, values, null);
  }

  /** Waits until all that was asked for has been answered. */
  async settle(): Promise<void> {
    if (!this.queue.isEmpty || this.flight) await this.query('DO 0');
  }

  private note(text: string, values?: unknown[]): void {
    if (this.over) throw new Error('A statement was asked for after the end of its transaction.');
    this.onAsked(text, values);
  }

  private answerTo(text: string, values?: unknown[]): Promise<unknown> {
    return new Promise((resolve, reject) => {
      this.add(text, values, { resolve, reject });
      this.schedule();
    });
  }

  private add(text: string, values: unknown[] | undefined, answer: Waiting['answer']): void {
    const sql = values ? this.connection.format(text, values) : text;
    this.queue.add({ text, sql, answer });
  }

  private end(): Promise<unknown> | null {
    if (!this.asked) this.queue.reject(null);
    else this.commit ??= this.askToCommit();
    this.over = true;
    return this.commit;
  }

  private askToCommit(): Promise<unknown> {
    this.note(COMMIT);
    return this.answerTo(COMMIT);
  }

  /** Goes alone, so that nothing keeps it from running; what still waits would only be undone. */
  private async rollBack(text: string): Promise<unknown> {
    if (text === 'ROLLBACK') this.over = true;
    await this.flight;
    this.queue.reject(new Error('The transaction was rolled back before this was sent.'));
    if (!this.sent) return undefined;
    this.onAsked(text);
    return this.answerTo(text);
  }

  /** A tick comes after all promises that are settled: who asks several hops later still joins. */
  private schedule(): void {
    if (this.scheduled || this.flight) return;
    this.scheduled = true;
    process.nextTick(() => {
      this.scheduled = false;
      if (this.flight || !this.queue.isAwaited) return;
      // Whoever commits in the end hears of a failure.
      if (this.isLastTurn && !this.over) this.end()?.catch(() => undefined);
      this.flight = this.sendPacket(this.queue.take());
    });
  }

  private async sendPacket(packet: Waiting[]): Promise<void> {
    this.sent = true;
    try {
      const results = await this.send(packet);
      packet.forEach(({ answer }, index) => answer?.resolve(results[index]));
    } catch (error) {
      const failure = failureOf(packet, error);
      for (const { answer } of packet) answer?.reject(failure);
      this.queue.reject(failure);
    }
    this.flight = null;
    if (this.queue.isAwaited) this.schedule();
  }

  private send(packet: Waiting[]): Promise<unknown[]> {
    // A line each: a comment at the end of one would hide the next.
    const sql = packet.map((statement) => statement.sql).join(';\n');
    const texts = packet.map(({ text }) => text);
    return new Promise((resolve, reject) => {
      const answer = (error: Error | null, results?: unknown): void => {
        if (error) reject(error);
        else resolve(packet.length === 1 ? [results] : (results as unknown[]));
      };
      // Without values the driver does not look for placeholders again.
      sendingAll(texts, () => this.connection.query(sql, null, answer));
    });
  }
}

/** Names the statements without their values, which mysql2 notes with what was sent. */
const failureOf = (packet: Waiting[], error: unknown): QueryFailedError => {
  const driverError = error as Error & { sql?: string };
  delete driverError.sql;
  return new QueryFailedError(packet.map(({ text }) => text).join(';\n'), undefined, driverError);
};
