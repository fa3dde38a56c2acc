import { FigureKind, Sample, TrendMetric } from '@trailmark/contracts';
import { bounceRateOf, roundOrNull } from '@trailmark/measures';
import { SlotCounts } from '../counts/counts.repository.js';
import { Material } from '../counts/material-reader.js';
import { meanSeconds, sumSessions, varianceSeconds } from '../counts/session-totals.js';

/** One figure: what it is made of and how. */
export interface Metric {
  metric: TrendMetric;
  kind: FigureKind;
  sampleOf(material: Material): Sample;
}

const countMetric = (metric: TrendMetric, countOf: (material: Material) => number): Metric => ({
  metric,
  kind: 'count',
  sampleOf: (material) => {
    const count = countOf(material);
    return { value: count, observations: count, variance: null };
  },
});

const sumOf = (counts: SlotCounts[], column: 'events' | 'pageViews' | 'errors'): number =>
  counts.reduce((sum, slot) => sum + slot[column], 0);

export const METRICS: Metric[] = [
  countMetric('sessions', ({ sessions }) => sumSessions(sessions).sessions),
  countMetric('events', ({ counts }) => sumOf(counts, 'events')),
  countMetric('page_views', ({ counts }) => sumOf(counts, 'pageViews')),
  countMetric('errors', ({ counts }) => sumOf(counts, 'errors')),
  {
    metric: 'average_session_duration',
    kind: 'mean',
    sampleOf: ({ sessions }) => {
      const totals = sumSessions(sessions);
      return {
        value: roundOrNull(meanSeconds(totals), 2),
        observations: totals.sessions,
        variance: varianceSeconds(totals),
      };
    },
  },
  {
    metric: 'bounce_rate',
    kind: 'share',
    sampleOf: ({ sessions }) => {
      const { bounces, viewed } = sumSessions(sessions);
      return { value: bounceRateOf(bounces, viewed), observations: viewed, variance: null };
    },
  },
];
