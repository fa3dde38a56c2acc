import type { RecordPerformanceDto } from '@trailmark/contracts';
import { PAGE_VIEW } from '../product/deed.js';
import { Random } from '../random/random.js';
import type { Step, Visit } from '../traffic/visit.js';
import type { RecordKind } from './record-kind.js';

export type DemoMeasurement = RecordPerformanceDto & { metrics_id: string; timestamp: string };

/** One page view in four is measured. */
const MEASURED_SHARE = 0.25;

/** Pages that the product has not made fast yet. */
const SLOW_PATHS = [/^\/marketplace/, /^\/search/];

const to = (digits: number, value: number): number => Number(value.toFixed(digits));

const deviceOf = ({ device }: Visit): RecordPerformanceDto['device_info'] =>
  device.platform === 'web' || device.platform === 'desktop'
    ? { device_type: 'desktop', screen_resolution: '1920x1080', pixel_density: 2 }
    : { device_type: device.platform, screen_resolution: '390x844', pixel_density: 3 };

/** How long things take against the usual: slow pages and phones take longer, and chance does the rest. */
const slownessOf = (visit: Visit, path: string, random: Random): number => {
  const page = SLOW_PATHS.some((slow) => slow.test(path)) ? 2.4 : 1;
  const device = visit.device.platform === 'web' ? 1 : 1.3;
  return page * device * (0.7 + 0.3 * random.between(0, 4));
};

const vitalsOf = (slowness: number, random: Random) => ({
  page_load_time: to(1, 1400 * slowness),
  time_to_first_byte: to(1, 180 * slowness),
  first_contentful_paint: to(1, 700 * slowness),
  largest_contentful_paint: to(1, 1100 * slowness),
  cumulative_layout_shift: to(3, 0.04 * slowness),
  total_blocking_time: to(1, 80 * slowness),
  // Safari tells neither.
  first_input_delay: random.chance(0.3) ? null : to(1, 20 * slowness),
  interaction_to_next_paint: random.chance(0.3) ? null : to(1, 90 * slowness),
});

const measurementOf = (visit: Visit, { at, deed }: Step, key: string): DemoMeasurement => {
  const random = Random.of('vitals', key);
  const page = String(deed.properties.page);
  return {
    metrics_id: key,
    user_id: visit.person.userId,
    session_id: visit.id,
    timestamp: new Date(at).toISOString(),
    // Some clients do not say: the page is then the one that the session was viewing.
    page: random.chance(0.2) ? null : page,
    ...vitalsOf(slownessOf(visit, page, random), random),
    device_info: deviceOf(visit),
  };
};

/** What browsers measure as pages load. */
export const PERFORMANCE: RecordKind<DemoMeasurement> = {
  name: 'performance',
  path: '/analytics/performance',
  list: null,
  *records(visits) {
    for (const visit of visits) {
      for (const [index, step] of visit.steps.entries()) {
        const key = `${visit.id}-p${index + 1}`;
        const measured = Random.of('measured', key).chance(MEASURED_SHARE);
        if (step.deed.name === PAGE_VIEW && measured) yield measurementOf(visit, step, key);
      }
    }
  },
  keyOf: ({ metrics_id }) => metrics_id,
  timeOf: ({ timestamp }) => Date.parse(timestamp),
};
