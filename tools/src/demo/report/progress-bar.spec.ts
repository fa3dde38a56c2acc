import { ProgressBar } from './progress-bar.js';

function outputOf(isTTY: boolean, columns: number) {
  const written: string[] = [];
  const write = (text: string) => written.push(text) > 0;
  return { isTTY, columns, write, written };
}

describe('the progress bar', () => {
  let now = 0;
  const clock = () => now;
  beforeEach(() => (now = 0));

  it('is one line on a terminal, cut to its width, and gone at the end', () => {
    const out = outputOf(true, 40);
    const bar = new ProgressBar(out, clock);
    for (; now < 1000; now += 10) bar.show(0.5, 'a text that is longer than the terminal is wide');
    bar.end();
    expect(out.written).toHaveLength(11);
    expect(out.written.join('')).not.toContain('\n');
    const line = `[${'█'.repeat(12)}${'·'.repeat(12)}]  50 %  a text that is longer`;
    expect(out.written[0]).toBe(`\r\u001b[2K${line.slice(0, 39)}`);
    expect(out.written.at(-1)).toBe('\r\u001b[2K');
  });

  it('is a line every five seconds elsewhere', () => {
    const out = outputOf(false, 80);
    const bar = new ProgressBar(out, clock);
    for (; now < 12_000; now += 10) bar.show(now / 12_000, 'x');
    bar.end();
    expect(out.written).toEqual([' 41 %  x\n', ' 83 %  x\n']);
  });
});
