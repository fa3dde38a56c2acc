import { ActivityView, RecordActivityDto, requestIdOf } from '@trailmark/contracts';
import { occurredAt, ReceivedFact } from '@trailmark/ingest';
import { ActivityEntity, UnchainedActivity } from './activity.entity.js';

export const toView = (activity: ActivityEntity): ActivityView => ({
  id: activity.id,
  user_id: activity.userId,
  session_id: activity.sessionId,
  timestamp: activity.timestamp.toISOString(),
  activity_type: activity.activityType,
  activity_category: activity.activityCategory,
  description: activity.description,
  details: activity.details,
  metadata: activity.metadata,
  severity: activity.severity,
  tags: activity.tags ?? [],
  created_at: activity.createdAt.toISOString(),
  chain_seq: activity.chainSeq,
  hash: activity.hash,
});

export const toActivity = (fact: ReceivedFact<RecordActivityDto>): UnchainedActivity => ({
  id: fact.id,
  userId: fact.user_id,
  sessionId: fact.body.session_id,
  timestamp: occurredAt(fact),
  activityType: fact.body.activity_type,
  activityCategory: fact.body.activity_category,
  description: fact.body.description,
  details: fact.body.details ?? null,
  metadata: fact.body.metadata ?? null,
  severity: fact.body.severity,
  tags: fact.body.tags ?? null,
  requestId: requestIdOf(fact.body.metadata) ?? requestIdOf(fact.body.details),
  createdAt: new Date(fact.received_at),
});
