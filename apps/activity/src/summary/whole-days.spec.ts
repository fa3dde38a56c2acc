import { DAY_MS, lengthOf } from '@trailmark/measures';
import fc from 'fast-check';
import { wholeDaysIn } from './whole-days.js';

const at = (text: string) => new Date(text);

describe('wholeDaysIn', () => {
  it.each([
    ['within a day', '2026-01-01T01:00:00Z', '2026-01-01T23:00:00Z', null, 1],
    ['across a midnight', '2026-01-01T23:00:00Z', '2026-01-02T01:00:00Z', null, 1],
    ['one day', '2026-01-01T00:00:00Z', '2026-01-02T00:00:00Z', '2026-01-01/2026-01-02', 0],
    ['with an end', '2026-01-01T00:00:00Z', '2026-01-02T00:00:00.001Z', '2026-01-01/2026-01-02', 1],
    ['odd', '2026-01-01T00:00:00.001Z', '2026-01-03T12:00:00Z', '2026-01-02/2026-01-03', 2],
  ])('splits a period that is %s', (_case, from, to, days, edges) => {
    const split = wholeDaysIn({ from: at(from), to: at(to) });
    expect(split.days && `${split.days.from}/${split.days.to}`).toBe(days);
    expect(split.edges).toHaveLength(edges);
  });

  it('leaves out nothing and takes nothing twice', () => {
    const time = fc.integer({ min: 1_600_000_000_000, max: 1_900_000_000_000 });
    fc.assert(
      fc.property(time, fc.integer({ min: 1, max: 40 * DAY_MS }), (start, length) => {
        const { days, edges } = wholeDaysIn({
          from: new Date(start),
          to: new Date(start + length),
        });
        const inDays = days ? Date.parse(days.to) - Date.parse(days.from) : 0;
        const inEdges = edges.reduce((sum, edge) => sum + lengthOf(edge), 0);
        expect(inDays + inEdges).toBe(length);
      }),
    );
  });
});
