/** A statement that has not been sent. */
export interface Waiting {
  /** As it was asked for: without values. */
  text: string;
  /** As it is sent: with them. */
  sql: string;
  /** Null: nobody waits for the answer. */
  answer: { resolve: (result: unknown) => void; reject: (error: unknown) => void } | null;
}

/** Characters of one packet; at three bytes each well below the 16 MiB that a server takes. */
export const MAX_PACKET_LENGTH = 2 * 1024 * 1024;

/** Statements in the order in which they were asked for. */
export class StatementQueue {
  private waiting: Waiting[] = [];
  private length = 0;

  add(statement: Waiting): void {
    this.waiting.push(statement);
    this.length += statement.sql.length;
  }

  get isEmpty(): boolean {
    return this.waiting.length === 0;
  }

  /** Whether one packet cannot hold more. */
  get isFull(): boolean {
    return this.length >= MAX_PACKET_LENGTH;
  }

  /** Whether the answer to any is waited for. */
  get isAwaited(): boolean {
    return this.waiting.some(({ answer }) => answer !== null);
  }

  /** Removes what goes as one packet; a statement that is longer goes alone. */
  take(): Waiting[] {
    let length = 0;
    const beyond = this.waiting.findIndex(({ sql }, index) => {
      length += sql.length;
      return index > 0 && length > MAX_PACKET_LENGTH;
    });
    const packet = this.waiting.splice(0, beyond === -1 ? this.waiting.length : beyond);
    this.length -= lengthOf(packet);
    return packet;
  }

  /** Removes all, and rejects those that are waited for. */
  reject(error: unknown): void {
    for (const { answer } of this.waiting.splice(0)) answer?.reject(error);
    this.length = 0;
  }
}

const lengthOf = (statements: Waiting[]): number =>
  statements.reduce((sum, { sql }) => sum + sql.length, 0);
