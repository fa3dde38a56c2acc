/** Where a count stands after a hit. */
export interface Hit {
  /** In this window, this one included. */
  hits: number;
  /** Milliseconds until the next window begins. */
  endsInMs: number;
}

interface Window {
  hits: number;
  endsAt: number;
}

/** Most subjects that are counted at a time; beyond, the window that ends first is forgotten. */
const MAX_SUBJECTS = 100_000;

/** Counts by subject in windows of one length, the first hit beginning a window. No timers. */
export class Windows {
  /** In the order in which they end: all are equally long and begin at the back. */
  private readonly windows = new Map<string, Window>();

  constructor(
    private readonly lengthMs: number,
    private readonly now: () => number = Date.now,
    private readonly maxSubjects = MAX_SUBJECTS,
  ) {}

  get size(): number {
    return this.windows.size;
  }

  hit(subject: string): Hit {
    const now = this.now();
    const window = this.running(subject, now) ?? this.begin(subject, now);
    window.hits += 1;
    return { hits: window.hits, endsInMs: window.endsAt - now };
  }

  /** Where it stands without a hit; null: nothing was counted in this window. */
  find(subject: string): Hit | null {
    const now = this.now();
    const window = this.running(subject, now);
    return window ? { hits: window.hits, endsInMs: window.endsAt - now } : null;
  }

  private running(subject: string, now: number): Window | undefined {
    const window = this.windows.get(subject);
    return window && window.endsAt > now ? window : undefined;
  }

  private begin(subject: string, now: number): Window {
    this.windows.delete(subject);
    this.forgetEnded(now);
    const window = { hits: 0, endsAt: now + this.lengthMs };
    this.windows.set(subject, window);
    return window;
  }

  private forgetEnded(now: number): void {
    for (const [subject, { endsAt }] of this.windows) {
      if (endsAt > now && this.windows.size < this.maxSubjects) return;
      this.windows.delete(subject);
    }
  }
}
