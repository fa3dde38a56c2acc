import { formatTable } from '@trailmark/tools';
import { type Goal, isReached, type Outcome, summaryOf } from './figure.js';

const digits = (value: number): string =>
  value.toLocaleString('en', { maximumSignificantDigits: 3 });

const rowOf = (name: string, unit: string, rounds: number[]): string[] => {
  const { median, lowest, highest } = summaryOf(rounds);
  return [name, `${digits(median)} ${unit}`.trimEnd(), `${digits(lowest)} to ${digits(highest)}`];
};

const bound = ({ atLeast, atMost }: Goal): string =>
  atLeast === undefined ? `≤ ${atMost}` : `≥ ${atLeast}`;

/** All figures, then the ratios with what they are to reach. */
export const tableOf = ({ figures, goals }: Outcome): string => {
  const measured = figures.map(({ name, unit, rounds }) => rowOf(name, unit, rounds));
  const compared = goals.map((goal) => [
    ...rowOf(goal.name, '', goal.rounds),
    bound(goal),
    isReached(goal) ? 'reached' : 'NOT REACHED',
  ]);
  return [
    formatTable([['FIGURE', 'MEDIAN', 'ROUNDS'], ...measured]),
    formatTable([['RATIO', 'MEDIAN', 'ROUNDS', 'GOAL', ''], ...compared]),
  ].join('\n\n');
};
