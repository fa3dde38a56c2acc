import { Figure, FigureKind, SignificanceTest, TrendPoint } from '@trailmark/contracts';
import {
  bucketsOf,
  compareCounts,
  compareMeans,
  compareShares,
  CountedTime,
  granularityOf,
  Interval,
  isLargeChange,
  isSignificant,
  lengthOf,
  Period,
  previousOf,
  trendOf,
} from '@trailmark/measures';
import { Rule } from './rule.js';
import { RULES } from './rules/rules.js';

/** A change of a figure that is large and not chance. */
export interface Finding {
  rule: Rule;
  figure: Figure;
  direction: 'up' | 'down';
  /** null: from zero. */
  changePercentage: number | null;
  test: SignificanceTest;
  pValue: number;
}

const TESTS: Record<FigureKind, SignificanceTest> = {
  count: 'poisson',
  mean: 'welch',
  share: 'proportions',
};

type Lengths = ReadonlyMap<string, number>;

/** How long each bucket is, by its key; at the edges of a period they are cut. */
interface Calendar {
  current: Lengths;
  previous: Lengths;
}

const calendarOf = (period: Period): Calendar => {
  const granularity = granularityOf(period);
  const lengths = (interval: Interval): Lengths =>
    new Map(
      bucketsOf(interval, period.timezone, granularity).map((one) => [one.key, lengthOf(one)]),
    );
  return { current: lengths(period), previous: lengths(previousOf(period)) };
};

const timed = (series: TrendPoint[], lengths: Lengths): CountedTime[] => {
  const counts = new Map(series.map(({ date, value }) => [date, value ?? 0]));
  return [...lengths].map(([key, length]) => ({ count: counts.get(key) ?? 0, length }));
};

/** How likely chance alone makes the change; null when there is too little to judge. */
const pValueOf = (figure: Figure, calendar: Calendar): number | null => {
  switch (figure.kind) {
    case 'count':
      return compareCounts(
        timed(figure.current_series, calendar.current),
        timed(figure.previous_series, calendar.previous),
      );
    case 'mean':
      return compareMeans(figure.current, figure.previous);
    case 'share':
      return compareShares(figure.current, figure.previous);
  }
};

const findingOf = (rule: Rule, figure: Figure, calendar: Calendar): Finding | null => {
  const [current, previous] = [figure.current.value, figure.previous.value];
  if (current === null || previous === null || !isLargeChange(current, previous)) return null;
  const pValue = pValueOf(figure, calendar);
  if (pValue === null || !isSignificant(pValue, RULES.length)) return null;
  return {
    rule,
    figure,
    direction: current > previous ? 'up' : 'down',
    changePercentage: trendOf(current, previous).changePercentage,
    test: TESTS[figure.kind],
    pValue,
  };
};

/** Before a user's first period there is nothing to compare with. */
const isCompared = ({ previous }: Figure): boolean => previous.observations > 0;

/** What the figures of a period tell, in the order of the rules. */
export const findingsOf = (figures: Figure[], period: Period): Finding[] => {
  if (!figures.some(isCompared)) return [];
  const calendar = calendarOf(period);
  return RULES.flatMap((rule) => {
    const figure = figures.find(({ metric }) => metric === rule.metric);
    const finding = figure ? findingOf(rule, figure, calendar) : null;
    return finding ? [finding] : [];
  });
};
