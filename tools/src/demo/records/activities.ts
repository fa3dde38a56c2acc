import type { RecordActivityDto } from '@trailmark/contracts';
import { Random } from '../random/random.js';
import type { Step, Visit } from '../traffic/visit.js';
import type { RecordKind } from './record-kind.js';
import { TRAILS, type Trail } from './trails.js';

export type DemoActivity = RecordActivityDto & { activity_id: string; timestamp: string };

const LONGEST_MS = 4000;

const detailsOf = (trail: Trail, { deed }: Step, key: string): Record<string, unknown> => ({
  action: trail.action,
  target: trail.target,
  target_id: deed.properties.page,
  duration: Random.of('duration', key).int(20, LONGEST_MS),
  ...(trail.result && { result: trail.result }),
});

const activityOf = (visit: Visit, step: Step, trail: Trail, key: string): DemoActivity => ({
  activity_id: key,
  user_id: visit.person.userId,
  session_id: visit.id,
  timestamp: new Date(step.at).toISOString(),
  activity_type: trail.type,
  activity_category: trail.category,
  description: trail.description,
  details: detailsOf(trail, step, key),
  metadata: {
    ip_address: visit.person.ipAddress,
    user_agent: visit.device.userAgent,
    request_id: `req-${key}`,
  },
  severity: trail.severity,
  tags: [trail.target, trail.action],
});

/** What of a visit belongs in an audit trail. */
export const ACTIVITIES: RecordKind<DemoActivity> = {
  name: 'activities',
  path: '/analytics/activities/batch',
  list: 'activities',
  *records(visits) {
    for (const visit of visits) {
      for (const [index, step] of visit.steps.entries()) {
        const trail = TRAILS.get(step.deed.name);
        if (trail) yield activityOf(visit, step, trail, `${visit.id}-a${index + 1}`);
      }
    }
  },
  keyOf: ({ activity_id }) => activity_id,
  timeOf: ({ timestamp }) => Date.parse(timestamp),
};
