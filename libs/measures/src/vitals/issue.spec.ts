import { type Vital, VITAL_THRESHOLDS } from './rating.js';
import { hasRegressed, issueOf } from './issue.js';

const warning = { severity: 'warning', cause: 'threshold' };
const critical = { severity: 'critical', cause: 'threshold' };
const regression = { severity: 'warning', cause: 'regression' };

describe('issueOf', () => {
  it.each(Object.entries(VITAL_THRESHOLDS))(
    '%s warns beyond good and is critical beyond poor',
    (vital, { good, poor }) => {
      const issues = [good, good * 1.001, poor, poor * 1.001].map((p75) =>
        issueOf(vital as Vital, p75),
      );
      expect(issues).toEqual([null, warning, warning, critical]);
    },
  );

  it.each([
    ['worse by a fifth and more than a tenth of good', 'lcp', 1800, 1500, regression],
    ['not quite a fifth worse', 'lcp', 1799, 1500, null],
    ['a fifth worse, but by less than a tenth of good', 'lcp', 250, 200, null],
    ['from nothing to a tenth of good', 'lcp', 250, 0, regression],
    ['better', 'lcp', 1000, 2000, null],
    ['equal', 'cls', 0, 0, null],
    ['no previous', 'lcp', 2000, null, null],
    ['not measured', 'lcp', null, 1000, null],
    ['beyond good and worse', 'lcp', 3000, 1000, warning],
    ['beyond poor but better', 'lcp', 5000, 9000, critical],
  ] as const)('%s', (_, vital, p75, previous, expected) => {
    expect(issueOf(vital, p75, previous)).toEqual(expected);
  });

  it('knows a regression beyond good, too', () => {
    expect(hasRegressed('lcp', 3000, 1000)).toBe(true);
    expect(hasRegressed('lcp', 3000, null)).toBe(false);
  });

  it('refuses NaN', () => {
    expect(() => issueOf('lcp', NaN)).toThrow(RangeError);
    expect(() => issueOf('lcp', 1, NaN)).toThrow(RangeError);
  });
});
