import { formatDuration, formatTable } from './process-table.js';

describe('the process table', () => {
  it('aligns its columns', () => {
    const rows = [
      ['NAME', 'PID'],
      ['gateway', '7'],
    ];
    expect(formatTable(rows)).toBe('NAME     PID\ngateway  7');
  });

  it.each([
    [999, '0 s'],
    [61_000, '1 min 1 s'],
    [3_660_000, '1 h 1 min'],
    [-5, '0 s'],
  ])('writes %d ms as %s', (milliseconds, expected) => {
    expect(formatDuration(milliseconds)).toBe(expected);
  });
});
