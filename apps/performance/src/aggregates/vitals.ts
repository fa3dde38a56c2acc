import { Vital } from '@trailmark/measures';
import { MetricEntity } from '../metrics/metric.entity.js';

/** Every vital there is a sketch of, and where a measurement has it. */
export const VITAL_PROPERTIES = {
  load: 'pageLoadTime',
  ttfb: 'timeToFirstByte',
  fcp: 'firstContentfulPaint',
  lcp: 'largestContentfulPaint',
  cls: 'cumulativeLayoutShift',
  fid: 'firstInputDelay',
  tbt: 'totalBlockingTime',
  inp: 'interactionToNextPaint',
} as const satisfies Record<Vital, keyof MetricEntity>;

export const VITALS = Object.keys(VITAL_PROPERTIES) as Vital[];
