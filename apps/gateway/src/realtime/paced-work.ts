/**
 * Work that is done when asked for: the first time at once, never twice at a time, and again no
 * sooner than a pause after it ended. What is asked for meanwhile is done once, after that pause.
 */
export class PacedWork {
  private wanted = false;
  private busy = false;
  private stopped = false;
  private notBefore = 0;
  private timer: NodeJS.Timeout | null = null;

  /** @param work resolves to the pause after it, in milliseconds, and never rejects. */
  constructor(private readonly work: () => Promise<number>) {}

  request(): void {
    this.wanted = true;
    this.schedule();
  }

  /** Nothing more is begun. */
  stop(): void {
    this.stopped = true;
    if (this.timer) clearTimeout(this.timer);
  }

  private schedule(): void {
    if (this.stopped || this.busy || this.timer || !this.wanted) return;
    const wait = Math.max(0, this.notBefore - performance.now());
    this.timer = setTimeout(() => void this.run(), wait);
  }

  private async run(): Promise<void> {
    this.timer = null;
    this.wanted = false;
    this.busy = true;
    const pauseMs = await this.work();
    this.busy = false;
    this.notBefore = performance.now() + pauseMs;
    this.schedule();
  }
}
