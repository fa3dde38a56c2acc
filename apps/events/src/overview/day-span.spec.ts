import fc from 'fast-check';
import { daySpanOf } from './day-span.js';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const DAY_0 = Date.UTC(2026, 9, 1);

const spanOf = (from: number, to: number, now = DAY_0 + 100 * DAY) =>
  daySpanOf({ from: new Date(DAY_0 + from), to: new Date(DAY_0 + to) }, new Date(now));

/** How often an instant counts. */
const weightAt = (span: ReturnType<typeof spanOf>, at: Date): number => {
  const day = at.toISOString().slice(0, 10);
  const counted = span.days && day >= span.days.first && day <= span.days.last ? 1 : 0;
  return span.corrections
    .filter(({ from, to }) => at >= from && at < to)
    .reduce((sum, { sign }) => sum + sign, counted);
};

describe('a period cut into days', () => {
  it.each([
    ['whole days', 0, 2 * DAY, { first: '2026-10-01', last: '2026-10-02' }, []],
    ['less than half a day', HOUR, 3 * HOUR, null, [[1, HOUR, 3 * HOUR]]],
    [
      'most of a day',
      HOUR,
      23 * HOUR,
      { first: '2026-10-01', last: '2026-10-01' },
      [
        [-1, 0, HOUR],
        [-1, 23 * HOUR, DAY],
      ],
    ],
    [
      'a little of the first and most of the last day',
      23 * HOUR,
      DAY + 20 * HOUR,
      { first: '2026-10-02', last: '2026-10-02' },
      [
        [1, 23 * HOUR, DAY],
        [-1, DAY + 20 * HOUR, 2 * DAY],
      ],
    ],
    [
      'a little of both',
      23 * HOUR,
      DAY + HOUR,
      null,
      [
        [1, 23 * HOUR, DAY],
        [1, DAY, DAY + HOUR],
      ],
    ],
  ])('of %s reads no more than it must', (_case, from, to, days, corrections) => {
    const span = spanOf(from, to);
    expect(span.days).toEqual(days);
    expect(
      span.corrections.map((part) => [part.sign, +part.from - DAY_0, +part.to - DAY_0]),
    ).toEqual(corrections);
  });

  it('takes today as counted when the rest of it has not come yet', () => {
    const span = spanOf(0, 2 * HOUR, DAY_0 + 2 * HOUR);
    expect(span.days).toEqual({ first: '2026-10-01', last: '2026-10-01' });
    expect(span.corrections).toEqual([
      { sign: -1, from: new Date(DAY_0 + 2 * HOUR), to: new Date(DAY_0 + DAY) },
    ]);
  });

  it('counts every instant of the period once and no other', () => {
    const instants = fc.integer({ min: 0, max: 5 * DAY });
    fc.assert(
      fc.property(instants, instants, instants, instants, (a, b, now, at) => {
        fc.pre(a !== b);
        const [from, to] = [Math.min(a, b), Math.max(a, b)];
        const span = spanOf(from, to, DAY_0 + now);
        for (const probe of [at, from, from - 1, to, to - 1]) {
          expect(weightAt(span, new Date(DAY_0 + probe))).toBe(Number(probe >= from && probe < to));
        }
      }),
      { numRuns: 500 },
    );
  });
});
