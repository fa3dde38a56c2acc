import fc from 'fast-check';
import {
  isHeld,
  lowest,
  MonthPartition,
  monthsUpTo,
  planPartitions,
  wantedPartitions,
} from './partitions.js';

const DAY_MS = 86_400_000;

const moments = fc.date({
  min: new Date('2001-01-01T00:00:00Z'),
  max: new Date('2090-12-31T23:59:59.999Z'),
  noInvalidDate: true,
});
const retentions = fc.integer({ min: 1, max: 3000 });

const edgeOf = (now: Date, days: number): Date => new Date(now.getTime() - days * DAY_MS);

const firstOf = (at: Date, months: number): string =>
  new Date(Date.UTC(at.getUTCFullYear(), at.getUTCMonth() + months, 1)).toISOString().slice(0, 10);

const afterPlan = (existing: MonthPartition[], now: Date, days: number): MonthPartition[] => {
  const { add, drop } = planPartitions(existing, now, days);
  return [...existing, ...add].filter(({ name }) => !drop.includes(name));
};

describe('wantedPartitions', () => {
  it('name the months of a year end', () => {
    expect(wantedPartitions(new Date('2025-12-31T23:59:59.999Z'), 31)).toEqual([
      { name: 'p202511', lessThan: '2025-12-01' },
      { name: 'p202512', lessThan: '2026-01-01' },
      { name: 'p202601', lessThan: '2026-02-01' },
      { name: 'p202602', lessThan: '2026-03-01' },
      { name: 'p202603', lessThan: '2026-04-01' },
    ]);
  });

  it('know leap days', () => {
    const wanted = wantedPartitions(new Date('2024-02-29T12:00:00Z'), 1);
    expect(wanted[0]).toEqual({ name: 'p202402', lessThan: '2024-03-01' });
  });

  it('are contiguous months', () => {
    fc.assert(
      fc.property(moments, retentions, (now, days) => {
        const wanted = wantedPartitions(now, days);
        wanted.forEach(({ name, lessThan }, index) => {
          const end = new Date(`${lessThan}T00:00:00Z`);
          expect(end.getUTCDate()).toBe(1);
          expect(name).toBe(`p${firstOf(end, -1).slice(0, 7).replace('-', '')}`);
          const next = wanted[index + 1];
          if (next) expect(next.lessThan).toBe(firstOf(end, 1));
        });
      }),
    );
  });

  it('reach from the month of the oldest kept fact to the third month ahead', () => {
    fc.assert(
      fc.property(moments, retentions, (now, days) => {
        const wanted = wantedPartitions(now, days);
        expect(wanted[0]?.lessThan).toBe(firstOf(edgeOf(now, days), 1));
        expect(wanted.at(-1)?.lessThan).toBe(firstOf(now, 4));
      }),
    );
  });
});

describe('planPartitions', () => {
  it('adds everything wanted to a table without months', () => {
    fc.assert(
      fc.property(moments, retentions, (now, days) => {
        expect(planPartitions([], now, days)).toEqual({
          add: wantedPartitions(now, days),
          drop: [],
        });
      }),
    );
  });

  it('has nothing to do right after it was carried out', () => {
    fc.assert(
      fc.property(moments, retentions, (now, days) => {
        const done = afterPlan([], now, days);
        expect(planPartitions(done, now, days)).toEqual({ add: [], drop: [] });
      }),
    );
  });

  it('adds one month when the calendar turns', () => {
    const existing = wantedPartitions(new Date('2025-12-31T23:59:59.999Z'), 365);
    expect(planPartitions(existing, new Date('2026-01-01T00:00:00.000Z'), 365).add).toEqual([
      { name: 'p202604', lessThan: '2026-05-01' },
    ]);
  });

  it.each([
    ['2026-03-02T23:59:59.999Z', []],
    ['2026-03-03T00:00:00.000Z', ['p202601']],
  ])('at %s and 30 days drops %j', (now, expected) => {
    const existing = wantedPartitions(new Date('2026-01-15T00:00:00Z'), 10);
    expect(planPartitions(existing, new Date(now), 30).drop).toEqual(expected);
  });

  it('drops every month wholly older than the retention, and no other', () => {
    fc.assert(
      fc.property(moments, fc.nat(4000), retentions, (then, laterDays, days) => {
        const now = new Date(then.getTime() + laterDays * DAY_MS);
        const existing = wantedPartitions(then, days);
        const { drop } = planPartitions(existing, now, days);
        for (const { name, lessThan } of existing) {
          const wholly = new Date(`${lessThan}T00:00:00Z`) <= edgeOf(now, days);
          expect(drop.includes(name)).toBe(wholly);
        }
      }),
    );
  });

  it('leaves an ascending table that covers the retention and three months, however late', () => {
    fc.assert(
      fc.property(moments, fc.nat(4000), retentions, (then, laterDays, days) => {
        const now = new Date(then.getTime() + laterDays * DAY_MS);
        const table = afterPlan(wantedPartitions(then, days), now, days);
        const bounds = table.map(({ lessThan }) => lessThan);
        expect(bounds).toEqual([...new Set(bounds)].sort());
        expect(bounds.at(-1)).toBe(firstOf(now, 4));
        for (const { lessThan } of wantedPartitions(now, days)) expect(bounds).toContain(lessThan);
      }),
    );
  });

  it('keeps what is there when the retention is raised, and drops when it is lowered', () => {
    const now = new Date('2026-06-15T00:00:00Z');
    const existing = wantedPartitions(now, 90);
    expect(planPartitions(existing, now, 900)).toEqual({ add: [], drop: [] });
    expect(planPartitions(existing, now, 20)).toEqual({ add: [], drop: ['p202603', 'p202604'] });
  });
});

describe('a month that is held', () => {
  const now = new Date('2026-06-15T12:00:00Z');
  const [first, ...others] = wantedPartitions(now, 90);

  it.each([
    ['2026-06-16', true],
    ['2026-06-15', false],
    [null, false],
  ])('until %s may not go: %s', (heldUntil, expected) => {
    expect(isHeld({ name: 'p202601', lessThan: '2026-02-01', heldUntil }, now)).toBe(expected);
  });

  it('is not dropped, and those above it are not the lowest', () => {
    const existing = [...(first ? [{ ...first, heldUntil: '2026-07-01' }] : []), ...others];
    const { drop } = planPartitions(existing, now, 20);
    expect(drop).toEqual(['p202604']);
    expect(lowest(existing, drop)).toEqual([]);
    expect(lowest(existing, ['p202603', 'p202604']).map(({ name }) => name)).toEqual([
      'p202603',
      'p202604',
    ]);
  });
});

describe('monthsUpTo', () => {
  it('are the months from one to a bound, over the end of a year', () => {
    expect(monthsUpTo('202511', '2026-02-01').map(({ name }) => name)).toEqual([
      'p202511',
      'p202512',
      'p202601',
    ]);
    expect(monthsUpTo('202602', '2026-02-01')).toEqual([]);
  });
});
