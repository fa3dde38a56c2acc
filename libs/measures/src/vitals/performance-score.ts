import { mean } from '../statistics/averages.js';
import { type Maybe, finite } from '../statistics/finite.js';
import { round, roundOrNull } from '../statistics/rounding.js';
import { type ControlPoints, logNormalScore } from './log-normal.js';

export type FormFactor = 'mobile' | 'desktop';
export type ScoredVital = 'fcp' | 'lcp' | 'tbt' | 'cls';

/** The vitals of one measurement: milliseconds, CLS without unit; those the browser did not deliver are missing. */
export type ScoredVitals = { readonly [vital in ScoredVital]?: Maybe };

/** What each vital counts, before the missing ones are taken out. Source: Lighthouse 10, without Speed Index. */
export const SCORE_WEIGHTS: Readonly<Record<ScoredVital, number>> = {
  fcp: 10,
  lcp: 25,
  tbt: 30,
  cls: 25,
};

/** Source: Lighthouse 10, the scoring options of each audit. Milliseconds; CLS without unit. */
export const SCORE_CURVES: Readonly<Record<FormFactor, Record<ScoredVital, ControlPoints>>> = {
  mobile: {
    fcp: { p10: 1800, median: 3000 },
    lcp: { p10: 2500, median: 4000 },
    tbt: { p10: 200, median: 600 },
    cls: { p10: 0.1, median: 0.25 },
  },
  desktop: {
    fcp: { p10: 934, median: 1600 },
    lcp: { p10: 1200, median: 2400 },
    tbt: { p10: 150, median: 350 },
    cls: { p10: 0.1, median: 0.25 },
  },
};

const VITALS = ['fcp', 'lcp', 'tbt', 'cls'] as const;
const MOBILE_DEVICES = new Set(['mobile', 'phone', 'smartphone', 'tablet']);

/** Which curves a device is judged by: phones and tablets (in any letter case) by mobile, all else, the unknown too, by desktop. */
export function formFactorOf(deviceType: string | null | undefined): FormFactor {
  return MOBILE_DEVICES.has((deviceType ?? '').toLowerCase()) ? 'mobile' : 'desktop';
}

/**
 * One measurement's score, 0 (worst) to 100, to two decimals: the weighted mean of the log-normal scores of the vitals that are
 * there. `null` when none is.
 * @throws RangeError when a vital is NaN or infinite.
 */
export function performanceScore(vitals: ScoredVitals, formFactor: FormFactor): number | null {
  let score = 0;
  let weights = 0;
  for (const vital of VITALS) {
    const value = vitals[vital];
    if (value == null) continue;
    const curve = SCORE_CURVES[formFactor][vital];
    score += SCORE_WEIGHTS[vital] * logNormalScore(curve, finite(value, vital));
    weights += SCORE_WEIGHTS[vital];
  }
  return weights === 0 ? null : round((score / weights) * 100, 2);
}

/** A page's or user's score: the mean of its measurements' scores to two decimals; `null` when none has one. */
export function meanScore(scores: Iterable<Maybe>): number | null {
  return roundOrNull(mean(scores), 2);
}
