import fc from 'fast-check';
import { SLOT_MS, alignedTo, alignedToMonths } from './aligned.js';
import { DAY_MS } from './duration.js';
import { type Interval, lengthOf } from './interval.js';

const at = (text: string) => new Date(`2026-06-${text}Z`);
const texts = ({ from, to }: Interval) =>
  [from, to].map((bound) => bound.toISOString().slice(8, 23));

describe('alignedTo', () => {
  it.each([
    ['both ends cut', '01T10:00', '04T02:00', ['02T00:00:00.000', '04T00:00:00.000'], 2],
    ['whole days', '01T00:00', '03T00:00', ['01T00:00:00.000', '03T00:00:00.000'], 0],
    ['within a day', '01T10:00', '01T11:00', null, 1],
    ['around a midnight', '01T23:00', '02T01:00', null, 2],
    ['nothing', '01T10:00', '01T10:00', null, 0],
  ])('of %s', (_case, from, to, whole, edges) => {
    const aligned = alignedTo(DAY_MS, { from: at(from), to: at(to) });
    expect(aligned.whole && texts(aligned.whole)).toEqual(whole);
    expect(aligned.edges).toHaveLength(edges);
  });

  it('leaves nothing out, counts nothing twice, and has each edge within one step', () => {
    const instant = fc.integer({ min: 0, max: 4 * DAY_MS });
    const step = fc.constantFrom(SLOT_MS, DAY_MS, 60_000);
    fc.assert(
      fc.property(instant, instant, step, (a, b, stepMs) => {
        const interval = { from: new Date(Math.min(a, b)), to: new Date(Math.max(a, b)) };
        const { whole, edges } = alignedTo(stepMs, interval);
        const parts = [...edges, ...(whole ? [whole] : [])].sort((x, y) => +x.from - +y.from);
        expect(parts.reduce((sum, part) => sum + lengthOf(part), 0)).toBe(lengthOf(interval));
        parts.slice(1).forEach((part, index) => expect(part.from).toEqual(parts[index]?.to));
        for (const { from, to } of edges) {
          expect(Math.floor(+from / stepMs)).toBe(Math.floor((+to - 1) / stepMs));
        }
        if (whole) expect([+whole.from % stepMs, +whole.to % stepMs]).toEqual([0, 0]);
      }),
    );
  });
});

describe('alignedToMonths', () => {
  const day = (text: string) => new Date(`${text}Z`);
  const dayTexts = ({ from, to }: Interval) =>
    [from, to].map((bound) => bound.toISOString().slice(0, 10));

  it.each([
    ['a year', '2023-03-15T10:00', '2024-03-14T10:00', ['2023-04-01', '2024-03-01'], 2],
    [
      'a whole leap February',
      '2024-02-01T00:00',
      '2024-03-01T00:00',
      ['2024-02-01', '2024-03-01'],
      0,
    ],
    ['within a month', '2024-02-02T00:00', '2024-02-29T00:00', null, 1],
    ['around a new year', '2023-12-31T00:00', '2024-01-02T00:00', null, 2],
  ])('of %s', (_case, from, to, whole, edges) => {
    const aligned = alignedToMonths({ from: day(from), to: day(to) });
    expect(aligned.whole && dayTexts(aligned.whole)).toEqual(whole);
    expect(aligned.edges).toHaveLength(edges);
  });

  it('leaves nothing out and counts nothing twice', () => {
    const instant = fc.integer({ min: 0, max: 800 * DAY_MS });
    fc.assert(
      fc.property(instant, instant, (a, b) => {
        const interval = { from: new Date(Math.min(a, b)), to: new Date(Math.max(a, b)) };
        const { whole, edges } = alignedToMonths(interval);
        const parts = [...edges, ...(whole ? [whole] : [])].sort((x, y) => +x.from - +y.from);
        expect(parts.reduce((sum, part) => sum + lengthOf(part), 0)).toBe(lengthOf(interval));
        parts.slice(1).forEach((part, index) => expect(part.from).toEqual(parts[index]?.to));
        if (whole) expect([whole.from.getUTCDate(), whole.to.getUTCDate()]).toEqual([1, 1]);
      }),
    );
  });
});
