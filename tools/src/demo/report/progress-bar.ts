/** What a bar needs of `process.stderr`. */
export type ProgressOutput = Pick<NodeJS.WriteStream, 'isTTY' | 'columns'> & {
  write(text: string): boolean;
};

const WIDTH = 24;
const REDRAW_MS = 100;
const LINE_MS = 5_000;

const bar = (share: number): string => {
  const full = Math.round(share * WIDTH);
  return `[${'█'.repeat(full)}${'·'.repeat(WIDTH - full)}]`;
};

/** Progress in one line that is redrawn on a terminal, elsewhere in a line every few seconds. */
export class ProgressBar {
  private drawnAt: number;

  constructor(
    private readonly out: ProgressOutput,
    private readonly clock: () => number = Date.now,
  ) {
    this.drawnAt = out.isTTY ? -Infinity : clock();
  }

  /** `share` is from 0 to 1. */
  show(share: number, text: string): void {
    const now = this.clock();
    if (now - this.drawnAt < (this.out.isTTY ? REDRAW_MS : LINE_MS)) return;
    this.drawnAt = now;
    const percent = `${Math.floor(share * 100)} %`.padStart(5);
    if (!this.out.isTTY) this.out.write(`${percent}  ${text}\n`);
    else this.redraw(`${bar(share)} ${percent}  ${text}`);
  }

  /** Clears the line for what follows. */
  end(): void {
    if (this.out.isTTY) this.redraw('');
  }

  /** Cut to the terminal's width: a line that wraps would not be overwritten. */
  private redraw(line: string): void {
    this.out.write(`\r\u001b[2K${line.slice(0, (this.out.columns || 80) - 1)}`);
  }
}
