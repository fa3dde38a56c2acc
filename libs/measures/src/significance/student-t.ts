import { jStat } from 'jstat';

/** Beyond this the t distribution is the normal one to all digits that matter, and jstat's fraction would end too early. */
const MAX_DEGREES = 10_000;

/**
 * How likely a value of Student's t distribution is at least as far from 0 as `t`, either way: I_x(df/2, 1/2) at
 * x = df / (df + t²). Source: Abramowitz and Stegun, Handbook of Mathematical Functions, 26.7.1 and 26.5.27.
 */
export function twoSidedT(t: number, degreesOfFreedom: number): number {
  const df = Math.min(degreesOfFreedom, MAX_DEGREES);
  return jStat.ibeta(df / (df + t * t), df / 2, 0.5);
}
