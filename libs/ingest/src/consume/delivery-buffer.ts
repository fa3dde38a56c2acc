import { setTimeout as sleep } from 'node:timers/promises';
import { Delivery } from './delivery.js';

/** Bounds of one group commit. */
export const MAX_COMMIT_FACTS = 2000;
export const MAX_COMMIT_BYTES = 4 * 1024 * 1024;

/** Facts that are worth a commit of their own: no more are waited for. */
export const ENOUGH_FACTS = 200;

/**
 * What was delivered and waits to be written. Bounded by the consumer's max_ack_pending: the server
 * hands out no more until these are answered.
 */
export class DeliveryBuffer<T> {
  private waiting: Delivery<T>[] = [];
  private wake: (() => void) | null = null;
  private closed = false;

  push(delivery: Delivery<T>): void {
    this.waiting.push(delivery);
    this.wake?.();
  }

  /**
   * Everything that waits, up to one commit's bounds; null once closed. Waits while empty, and then
   * for more, unless there is enough.
   * @param gatherMs how long it waits for more.
   */
  async take(gatherMs = 0): Promise<Delivery<T>[] | null> {
    while (this.waiting.length === 0 && !this.closed) {
      await new Promise<void>((resolve) => (this.wake = resolve));
    }
    if (gatherMs > 0 && !this.closed && !this.hasEnough()) await sleep(gatherMs);
    return this.closed ? null : this.waiting.splice(0, this.countWithinBounds());
  }

  /** No more is taken; returns what was never written. */
  close(): Delivery<T>[] {
    this.closed = true;
    this.wake?.();
    return this.waiting.splice(0);
  }

  get all(): readonly Delivery<T>[] {
    return this.waiting;
  }

  private hasEnough(): boolean {
    const facts = this.waiting.reduce((sum, { message }) => sum + message.facts.length, 0);
    return facts >= ENOUGH_FACTS;
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
