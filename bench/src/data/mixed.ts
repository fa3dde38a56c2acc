import {
  type RecordActivityDto,
  type RecordPerformanceDto,
  type RecordUsageDto,
} from '@trailmark/contracts';
import { Random } from '@trailmark/tools';
import { USERS, eventsOfRequest } from './events.js';

/** Where a kind of fact is stored, and how many of them a request of that kind has. */
export interface FactKind {
  name: string;
  table: string;
  facts: number;
}

const KINDS = [
  { name: 'events', table: 'trailmark_events.analytics_events', facts: 10 },
  { name: 'performance', table: 'trailmark_performance.performance_metrics', facts: 1 },
  { name: 'activities', table: 'trailmark_activity.activity_logs', facts: 10 },
  { name: 'usage', table: 'trailmark_usage.usage_metrics', facts: 1 },
  { name: 'captured', table: 'trailmark_journey.journey_events', facts: 10 },
] as const;

type KindName = (typeof KINDS)[number]['name'];

/** Of each five requests one is of each kind, in this order. */
export const MIXED: readonly FactKind[] = KINDS;

interface Body {
  path: string;
  body: object;
}

const measurement = (random: Random, user: string): RecordPerformanceDto => ({
  user_id: user,
  session_id: `session_${user}`,
  page: random.pick(['/home', '/projects', '/assets']),
  page_load_time: random.int(300, 4000),
  time_to_first_byte: random.int(50, 600),
  first_contentful_paint: random.int(200, 2000),
  largest_contentful_paint: random.int(400, 3500),
  cumulative_layout_shift: random.int(0, 30) / 100,
  interaction_to_next_paint: random.int(20, 400),
  device_info: { device_type: 'desktop' },
});

const activity = (random: Random, user: string): RecordActivityDto => ({
  user_id: user,
  session_id: `session_${user}`,
  activity_type: 'user_action',
  activity_category: 'projects',
  description: 'Created a project',
  details: {
    action: 'create',
    target: 'project',
    target_id: `p${random.int(1, 9999)}`,
    result: 'success',
  },
  severity: 'info',
});

const dayOfUse = (random: Random, user: string): RecordUsageDto => ({
  user_id: user,
  date: new Date().toISOString().slice(0, 10),
  session_count: random.int(1, 9),
  total_session_duration: random.int(60, 9000),
  page_views: random.int(1, 200),
  features_used: [{ feature_name: 'export', category: 'projects', usage_count: random.int(1, 20) }],
});

const captured = (random: Random, user: string): object => ({
  event: 'api_request',
  distinct_id: user,
  properties: {
    endpoint: `/api/things/${random.int(1, 20)}`,
    method: 'GET',
    status_code: random.fraction() < 0.05 ? 500 : 200,
    response_time_ms: random.int(5, 900),
  },
});

const many = <T>(count: number, make: () => T): T[] => Array.from({ length: count }, make);

/** One request of a mixed load, the same for the same seed but for its time. No two submit the same user's day. */
export function mixedRequest(seed: number, request: number, writeKey: string): Body {
  const random = Random.of('mixed', seed, request);
  const kind = KINDS[request % KINDS.length] ?? KINDS[0];
  const user = `user_${random.int(0, USERS - 1)}`;
  const bodies: Record<KindName, () => Body> = {
    events: () => ({
      path: '/analytics/events/batch',
      body: { events: eventsOfRequest(seed, request, kind.facts) },
    }),
    performance: () => ({ path: '/analytics/performance', body: measurement(random, user) }),
    activities: () => ({
      path: '/analytics/activities/batch',
      body: { activities: many(kind.facts, () => activity(random, user)) },
    }),
    usage: () => ({ path: '/analytics/usage', body: dayOfUse(random, `mixed_${seed}_${request}`) }),
    captured: () => ({
      path: '/batch/',
      body: { api_key: writeKey, batch: many(kind.facts, () => captured(random, user)) },
    }),
  };
  return bodies[kind.name]();
}
