/** Steps with their time, for a reader who waits. On a terminal the step under way is shown too. */
export class Progress {
  constructor(private readonly out: NodeJS.WriteStream = process.stdout) {}

  line(text: string): void {
    this.out.write(`${text}\n`);
  }

  /** Shows `text`, and when the work is done its result (or `text` again) with the seconds it took. */
  async step<T>(
    text: string,
    work: () => Promise<T> | T,
    done?: (result: T) => string,
  ): Promise<T> {
    const started = Date.now();
    if (this.out.isTTY) this.out.write(`… ${text}`);
    try {
      const result = await work();
      const seconds = ((Date.now() - started) / 1000).toFixed(1);
      this.replace(`✓ ${done?.(result) ?? text} (${seconds} s)`);
      return result;
    } catch (error) {
      this.replace(`✗ ${text}`);
      throw error;
    }
  }

  private replace(text: string): void {
    this.line(this.out.isTTY ? `\r\u001b[2K${text}` : text);
  }
}
