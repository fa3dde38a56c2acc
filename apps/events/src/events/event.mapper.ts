import { EventView, instantAt, RecordEventDto, requestIdOf } from '@trailmark/contracts';
import { occurredAt, ReceivedFact } from '@trailmark/ingest';
import { EventEntity } from './event.entity.js';

export const toView = (event: EventEntity): EventView => ({
  id: event.id,
  user_id: event.userId,
  session_id: event.sessionId,
  event_type: event.eventType,
  event_name: event.eventName,
  event_category: event.eventCategory,
  properties: event.properties ?? {},
  timestamp: event.timestamp.toISOString(),
  source: event.source,
  platform: event.platform,
  user_agent: event.userAgent,
  ip_address: event.ipAddress,
  location: event.location,
  created_at: event.createdAt.toISOString(),
});

export const toEntity = (fact: ReceivedFact<RecordEventDto>): EventEntity => ({
  id: fact.id,
  userId: fact.user_id,
  sessionId: fact.body.session_id,
  eventType: fact.body.event_type,
  eventName: fact.body.event_name,
  eventCategory: fact.body.event_category,
  properties: fact.body.properties ?? null,
  timestamp: occurredAt(fact),
  source: fact.body.source,
  platform: fact.body.platform,
  userAgent: fact.body.user_agent ?? null,
  ipAddress: fact.body.ip_address ?? null,
  location: fact.body.location ?? null,
  requestId: requestIdOf(fact.body.properties),
  createdAt: new Date(instantAt(fact.received_at)),
});
