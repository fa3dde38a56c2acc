import { Figure } from '@trailmark/contracts';
import { bucketsOf, Interval, Period, previousOf, TimeZone } from '@trailmark/measures';
import { inBuckets } from '../counts/in-buckets.js';
import { Compared, Material } from '../counts/material-reader.js';
import { METRICS } from './metrics.js';

/** What happened in an interval, whole and bucket by bucket. */
interface Told {
  whole: Material;
  buckets: { key: string; material: Material }[];
}

/** A user's figures of a period beside those of the equally long one before. */
export const figuresOf = (period: Period, compared: Compared): Figure[] => {
  const current = told(compared.current, period, period.timezone);
  const previous = told(compared.previous, previousOf(period), period.timezone);
  return METRICS.map((metric) => {
    const series = ({ buckets }: Told) =>
      buckets.map(({ key, material }) => ({ date: key, value: metric.sampleOf(material).value }));
    return {
      metric: metric.metric,
      kind: metric.kind,
      current: metric.sampleOf(current.whole),
      previous: metric.sampleOf(previous.whole),
      current_series: series(current),
      previous_series: series(previous),
    };
  });
};

const told = (whole: Material, interval: Interval, zone: TimeZone): Told => {
  const buckets = bucketsOf(interval, zone);
  const counts = inBuckets(buckets, whole.counts);
  const sessions = inBuckets(buckets, whole.sessions);
  return {
    whole,
    buckets: buckets.map(({ key }, index) => ({
      key,
      material: { counts: counts[index] ?? [], sessions: sessions[index] ?? [] },
    })),
  };
};
