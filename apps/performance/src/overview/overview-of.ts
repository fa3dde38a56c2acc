import { CoreWebVitals, PerformanceOverview } from '@trailmark/contracts';
import { Sketches } from '../aggregates/sketches.js';
import { BucketMoments } from '../figures/bucket-moments.js';
import { dayTrend } from './day-trend.js';
import { Material } from './overview-reader.js';

/** @param days what was measured on each day of the period, on its zone's clocks. */
export const overviewOf = (
  { sketches, pages, issues }: Material,
  days: BucketMoments,
): PerformanceOverview => {
  const { load, score } = days.total();
  return {
    average_load_time: load.mean,
    performance_score: score.mean,
    core_web_vitals: vitalsOf(sketches),
    slowest_pages: pages.slowest,
    performance_trends: dayTrend(days),
    issues,
  };
};

const vitalsOf = (sketches: Sketches): CoreWebVitals => ({
  lcp: sketches.p75('lcp'),
  fid: sketches.p75('fid'),
  cls: sketches.p75('cls'),
  fcp: sketches.p75('fcp'),
  ttfb: sketches.p75('ttfb'),
  inp: sketches.p75('inp'),
  tbt: sketches.p75('tbt'),
});
