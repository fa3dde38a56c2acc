/** How long each of some actions took, in milliseconds. */
export class Latency {
  private readonly times: number[] = [];

  async measure(action: () => Promise<void>): Promise<void> {
    const start = performance.now();
    await action();
    this.times.push(performance.now() - start);
  }

  /** Count, median, 95th and 99th percentile and maximum as one line. */
  line(name: string): string {
    const sorted = this.times.toSorted((a, b) => a - b);
    const at = (share: number) =>
      (sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? NaN).toFixed(0);
    const figures = [sorted.length, ...[0.5, 0.95, 0.99, 1].map(at)];
    return `${name.padEnd(32)}${figures.map((figure) => String(figure).padStart(8)).join('')}`;
  }
}
