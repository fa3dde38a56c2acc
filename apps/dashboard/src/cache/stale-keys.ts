/** More keys than this are not remembered one by one. */
const MAX_KEYS = 10_000;
const KEYS_A_TURN = 500;
const RETRY_MS = 1000;

/** Keys that must be removed from a store that may be away: remembered until they are. */
export class StaleKeys {
  /** Each with the number of its latest marking: one that is marked again while it is removed stays. */
  private readonly marked = new Map<string, number>();
  private markings = 0;
  private turn: Promise<void> | null = null;
  private pause: NodeJS.Timeout | null = null;

  /**
   * @param remove rejects when any of the keys may still be there.
   * @param all the key whose removal makes every other one worthless.
   */
  constructor(
    private readonly remove: (keys: string[]) => Promise<void>,
    private readonly all: string,
  ) {}

  /** From now on the key is stale, until it is removed. */
  mark(key: string): void {
    const tooMany = this.marked.size >= MAX_KEYS && !this.marked.has(key);
    if (tooMany) this.marked.clear();
    this.marked.set(tooMany ? this.all : key, (this.markings += 1));
    this.work();
  }

  /** Whether none of the keys is stale, after waiting for what is just being removed. */
  async settled(keys: string[]): Promise<boolean> {
    for (let turns = 0; turns < 2 && this.turn && this.isAnyStale(keys); turns += 1) {
      await this.turn;
    }
    return !this.isAnyStale(keys);
  }

  /** The store is there again: what failed need not wait any longer. */
  retry(): void {
    if (this.pause) clearTimeout(this.pause);
    this.pause = null;
    this.work();
  }

  stop(): void {
    this.marked.clear();
    this.retry();
  }

  private isAnyStale(keys: string[]): boolean {
    return keys.some((key) => this.marked.has(key));
  }

  private work(): void {
    if (this.turn || this.pause || this.marked.size === 0) return;
    const some = [...this.marked].slice(0, KEYS_A_TURN);
    this.turn = this.remove(some.map(([key]) => key)).then(
      () => this.removed(some),
      () => this.failed(),
    );
  }

  private removed(keys: [string, number][]): void {
    for (const [key, marking] of keys) {
      if (this.marked.get(key) === marking) this.marked.delete(key);
    }
    this.turn = null;
    this.work();
  }

  /** The store itself logs that it is away. */
  private failed(): void {
    this.turn = null;
    this.pause = setTimeout(() => {
      this.pause = null;
      this.work();
    }, RETRY_MS).unref();
  }
}
