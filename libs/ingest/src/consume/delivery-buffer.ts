import { Delivery } from './delivery.js';

/** Bounds of one group commit. */
export const MAX_COMMIT_FACTS = 2000;
export const MAX_COMMIT_BYTES = 4 * 1024 * 1024;

/** A message without any takes part as one that has one. */
const factsOf = ({ message }: Delivery<unknown>): number => Math.max(1, message.facts.length);

/**
 * What was delivered and waits to be written. Bounded by the consumer's max_ack_pending: the server
 * hands out no more until these are answered.
 */
export class DeliveryBuffer<T> {
  private waiting: Delivery<T>[] = [];
  private facts = 0;
  private wakes: (() => void)[] = [];
  private closed = false;

  push(delivery: Delivery<T>): void {
    this.waiting.push(delivery);
    this.facts += factsOf(delivery);
    this.wakeAll();
  }

  /**
   * Everything that waits, up to one commit's bounds, to one of those who ask; null once closed. Waits
   * while there is less than `least`.
   * @param least facts.
   */
  async take(least = 1): Promise<Delivery<T>[] | null> {
    while (!this.closed) {
      if (this.facts >= least) return this.remove();
      await this.change();
    }
    return null;
  }

  /** No more is taken; returns what was never written. */
  close(): Delivery<T>[] {
    this.closed = true;
    this.wakeAll();
    this.facts = 0;
    return this.waiting.splice(0);
  }

  get all(): readonly Delivery<T>[] {
    return this.waiting;
  }

  private change(): Promise<void> {
    return new Promise((resolve) => this.wakes.push(resolve));
  }

  private wakeAll(): void {
    for (const wake of this.wakes.splice(0)) wake();
  }

  private remove(): Delivery<T>[] {
    const taken = this.waiting.splice(0, this.countWithinBounds());
    this.facts -= taken.reduce((sum, one) => sum + factsOf(one), 0);
    return taken;
  }

  private countWithinBounds(): number {
    let facts = 0;
    let bytes = 0;
    const over = this.waiting.findIndex((delivery) => {
      facts += delivery.message.facts.length;
      bytes += delivery.bytes;
      return facts > MAX_COMMIT_FACTS || bytes > MAX_COMMIT_BYTES;
    });
    return over === -1 ? this.waiting.length : Math.max(over, 1);
  }
}
