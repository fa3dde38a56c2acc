import fc from 'fast-check';
import { blamedBy } from '../../test/blame.js';
import { ZONES } from '../../test/clock-changes.js';
import { DAY_MS, HOUR_MS } from './duration.js';
import { contains, lengthOf, previousOf } from './interval.js';
import { type PeriodQuery, TIME_PERIODS, type TimePeriod, resolvePeriod } from './period.js';

const now = new Date('2025-09-18T10:30:15.250Z');
const custom = (query: Omit<PeriodQuery, 'time_period'>) =>
  resolvePeriod({ time_period: 'custom', ...query }, now);
const isoOf = ({ from, to }: { from: Date; to: Date }) => [from.toISOString(), to.toISOString()];

describe('resolvePeriod', () => {
  it.each([
    ['last_hour', HOUR_MS],
    ['last_24_hours', DAY_MS],
    ['last_7_days', 7 * DAY_MS],
    ['last_30_days', 30 * DAY_MS],
    ['last_90_days', 90 * DAY_MS],
    ['last_year', 365 * DAY_MS],
  ] as const)('%s ends now and lasts %i ms', (timePeriod, length) => {
    const period = resolvePeriod({ time_period: timePeriod }, now);
    expect(period).toMatchObject({ timePeriod, timezone: 'UTC', to: now });
    expect(lengthOf(period)).toBe(length);
  });

  it('ignores dates unless the period is custom', () => {
    const period = resolvePeriod({ time_period: 'last_hour', start_date: 'rubbish' }, now);
    expect(period.to).toEqual(now);
  });

  it.each([
    ['UTC', '2025-03-09T00:00:00.000Z', '2025-03-10T00:00:00.000Z'],
    ['America/New_York', '2025-03-09T05:00:00.000Z', '2025-03-10T04:00:00.000Z'],
    ['Asia/Kathmandu', '2025-03-08T18:15:00.000Z', '2025-03-09T18:15:00.000Z'],
  ])('a date is the whole day in %s', (timezone, from, to) => {
    const period = custom({ start_date: '2025-03-09', end_date: '2025-03-09', timezone });
    expect(isoOf(period)).toEqual([from, to]);
  });

  it('takes instants as they are, the end exclusive, in any mix with dates', () => {
    const period = custom({ start_date: '2025-01-01T12:00:00+05:30', end_date: '2025-01-02' });
    expect(isoOf(period)).toEqual(['2025-01-01T06:30:00.000Z', '2025-01-03T00:00:00.000Z']);
  });

  it('ends now when no end is given', () => {
    expect(custom({ start_date: '2025-09-01', end_date: null }).to).toEqual(now);
  });

  it.each([
    ['timezone', { start_date: '2025-01-01', timezone: 'Mars/Olympus' }],
    ['timezone', { start_date: '2025-01-01', timezone: '' }],
    ['start_date', {}],
    ['start_date', { start_date: '2025-02-30' }],
    ['start_date', { start_date: '2025-01-01T00:00:00' }],
    ['start_date', { start_date: '1800-01-01' }],
    ['start_date', { start_date: '0000-01-01' }],
    ['start_date', { start_date: '1910-01-01' }],
    ['end_date', { start_date: '2025-01-01', end_date: '9999-12-31' }],
    ['end_date', { start_date: '2025-01-01', end_date: '9999-12-31T23:59:59Z' }],
    ['end_date', { start_date: '2025-01-01', end_date: 'soon' }],
    ['end_date', { start_date: '2025-01-02', end_date: '2025-01-01' }],
    ['end_date', { start_date: '2025-01-01T00:00Z', end_date: '2025-01-01T00:00Z' }],
    ['end_date', { start_date: '2026-01-01' }],
    ['end_date', { start_date: '2011-12-30', end_date: '2011-12-30', timezone: 'Pacific/Apia' }],
  ] as const)('blames %s for %j', (field, query) => {
    expect(blamedBy(() => custom(query))).toBe(field);
  });

  it('refuses an unknown name, and names those it knows', () => {
    const resolve = (name: string) => () => resolvePeriod({ time_period: name as TimePeriod }, now);
    expect(resolve('last_century')).toThrow(/last_hour, last_24_hours/);
    expect(blamedBy(resolve('toString'))).toBe('time_period');
  });
});

describe('intervals', () => {
  it('the previous one is as long and ends where this one starts, in every zone', () => {
    const named = TIME_PERIODS.filter((name) => name !== 'custom');
    fc.assert(
      fc.property(fc.constantFrom(...named), fc.constantFrom(...ZONES), (timePeriod, timezone) => {
        const period = resolvePeriod({ time_period: timePeriod, timezone }, now);
        const previous = previousOf(period);
        expect(previous.to).toEqual(period.from);
        expect(lengthOf(previous)).toBe(lengthOf(period));
      }),
    );
  });

  it('contains its start and not its end', () => {
    const interval = { from: new Date(0), to: new Date(10) };
    expect([-1, 0, 9, 10].map((at) => contains(interval, new Date(at)))).toEqual([
      false,
      true,
      true,
      false,
    ]);
  });
});
