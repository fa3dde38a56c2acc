import { round } from '@trailmark/measures';

export type Unit = 'count' | 'seconds' | 'milliseconds' | 'share' | 'points';

const number = (value: number, digits: number): string => round(value, digits).toLocaleString('en');

const duration = (seconds: number): string => {
  const whole = Math.round(seconds);
  const minutes = Math.floor(whole / 60);
  return minutes === 0 ? `${whole} s` : `${number(minutes, 0)} min ${whole % 60} s`;
};

const WRITTEN: Record<Unit, (value: number) => string> = {
  count: (value) => number(value, 0),
  seconds: duration,
  milliseconds: (value) => `${number(value, 0)} ms`,
  share: (value) => `${number(value * 100, 1)} %`,
  points: (value) => number(value, 2),
};

/** A figure as a sentence has it. */
export const written = (value: number, unit: Unit): string => WRITTEN[unit](value);
