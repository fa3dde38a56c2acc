import type { Tally } from './tally.js';

const number = (value: number, digits = 0): string =>
  value.toLocaleString('en-US', { minimumFractionDigits: digits, maximumFractionDigits: digits });

/** The closing report. */
export function reportOf(tally: Tally, seconds: number): string {
  const { counts, sent, repeated } = tally;
  const again = repeated > 0 ? `   ${number(repeated)} sent twice on purpose` : '';
  const lines: readonly (readonly [string, string])[] = [
    ['sent', number(sent)],
    ['stored', number(counts.stored)],
    ['queued', number(counts.queued)],
    ['duplicates', number(counts.duplicate) + again],
    ['dropped', number(counts.dropped)],
    ['failed', number(counts.failed)],
    ['seconds', number(seconds, 1)],
    ['events/s', number(seconds > 0 ? sent / seconds : 0)],
  ];
  return [
    ...lines.map(([name, value]) => `${name.padEnd(12)}${value}`),
    ...tally.problems.map(([reason, count]) => `${number(count)} × ${reason}`),
  ].join('\n');
}
