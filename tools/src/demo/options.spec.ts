import { UsageError } from '../user-error.js';
import { parseDemoOptions } from './options.js';
import { DAY_MS } from './traffic/calendar.js';

const NOW = Date.parse('2026-01-31T10:00:00Z');
const day = (date: string) => Date.parse(date) / DAY_MS;

describe('the options of the demo', () => {
  it('are 50 users for 30 days until today', () => {
    expect(parseDemoOptions([], NOW)).toEqual({
      users: 50,
      firstDay: day('2026-01-02'),
      lastDay: day('2026-01-31'),
      seed: 1,
      url: null,
      token: null,
      batchSize: 200,
      concurrency: 4,
    });
  });

  it('take all that is given', () => {
    const text =
      '--users 3 --days 2 --seed 0 --end 2024-02-29 --url https://a.example/tm/ --token t --batch-size 1000 --concurrency 1';
    expect(parseDemoOptions(text.split(' '), NOW)).toEqual({
      users: 3,
      firstDay: day('2024-02-28'),
      lastDay: day('2024-02-29'),
      seed: 0,
      url: 'https://a.example/tm',
      token: 't',
      batchSize: 1000,
      concurrency: 1,
    });
  });

  it('are none when help is asked for', () => {
    expect(parseDemoOptions(['--help'], NOW)).toBeNull();
  });

  it.each([
    ['--users', '0'],
    ['--users', '1e3'],
    ['--users', '-3'],
    ['--days', 'all'],
    ['--seed', '1.5'],
    ['--seed', '4294967296'],
    ['--end', 'today'],
    ['--end', '2026-02-30'],
    ['--end', '2026-02-01'],
    ['--batch-size', '1001'],
    ['--concurrency', ''],
    ['--url', 'localhost:8080'],
    ['--url', ''],
    ['--token', ' '],
    ['--speed', '3'],
  ])('refuse %s "%s" by name', (name, value) => {
    const parse = () => parseDemoOptions([`${name}=${value}`], NOW);
    expect(parse).toThrow(UsageError);
    expect(parse).toThrow(name);
  });
});
