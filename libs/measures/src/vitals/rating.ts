import { type Maybe, finite } from '../statistics/finite.js';

export type Vital = 'lcp' | 'inp' | 'fid' | 'cls' | 'fcp' | 'ttfb' | 'tbt' | 'load';
export type Rating = 'good' | 'needs-improvement' | 'poor';

/** The last value that is good, and the last that is not yet poor. */
export interface Thresholds {
  readonly good: number;
  readonly poor: number;
}

/**
 * Milliseconds, CLS without unit; judged at p75. Source: web.dev/articles/vitals for the six web vitals; the Lighthouse audits
 * Total Blocking Time and, for the page's whole load, Time to Interactive.
 */
export const VITAL_THRESHOLDS: Readonly<Record<Vital, Thresholds>> = {
  lcp: { good: 2500, poor: 4000 },
  inp: { good: 200, poor: 500 },
  fid: { good: 100, poor: 300 },
  cls: { good: 0.1, poor: 0.25 },
  fcp: { good: 1800, poor: 3000 },
  ttfb: { good: 800, poor: 1800 },
  tbt: { good: 200, poor: 600 },
  load: { good: 3800, poor: 7300 },
};

/** How a vital's p75 is rated: good up to and including the first threshold, poor beyond the second; `null` when not measured. */
export function ratingOf(vital: Vital, p75: Maybe): Rating | null {
  if (p75 == null) return null;
  const { good, poor } = VITAL_THRESHOLDS[vital];
  if (finite(p75, vital) <= good) return 'good';
  return p75 <= poor ? 'needs-improvement' : 'poor';
}
