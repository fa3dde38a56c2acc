import {
  EVENT_CATEGORIES,
  EVENT_TYPES,
  type EventCategory,
  type EventType,
  type LocationDto,
  MAX_REQUEST_ID,
  type Platform,
  PLATFORMS,
  type Source,
  SOURCES,
} from '@trailmark/contracts';
import { uuidColumn } from '@trailmark/platform';
import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

@Entity('analytics_events')
@Index('idx_user_timestamp', ['userId', 'timestamp'])
@Index('idx_request', ['requestId', 'timestamp', 'id'])
export class EventEntity {
  @PrimaryColumn({ type: 'datetime', precision: 3 })
  timestamp!: Date;

  @Index('idx_id')
  @PrimaryColumn({ type: 'binary', length: 16, transformer: uuidColumn })
  id!: string;

  @Column({ name: 'user_id', type: 'varchar', length: 128 })
  userId!: string;

  @Index('idx_session')
  @Column({ name: 'session_id', type: 'varchar', length: 64 })
  sessionId!: string;

  @Index('idx_event_type')
  @Column({ name: 'event_type', type: 'enum', enum: EVENT_TYPES })
  eventType!: EventType;

  @Column({ name: 'event_name', type: 'varchar', length: 255 })
  eventName!: string;

  @Index('idx_event_category')
  @Column({ name: 'event_category', type: 'enum', enum: EVENT_CATEGORIES })
  eventCategory!: EventCategory;

  @Column({ type: 'json', nullable: true })
  properties!: Record<string, unknown> | null;

  @Column({ type: 'enum', enum: SOURCES })
  source!: Source;

  @Column({ type: 'enum', enum: PLATFORMS })
  platform!: Platform;

  @Column({ name: 'user_agent', type: 'text', nullable: true })
  userAgent!: string | null;

  @Column({ name: 'ip_address', type: 'varchar', length: 45, nullable: true })
  ipAddress!: string | null;

  @Column({ type: 'json', nullable: true })
  location!: LocationDto | null;

  /** As `requestIdOf` reads it from the properties. */
  @Column({ name: 'request_id', type: 'varchar', length: MAX_REQUEST_ID, nullable: true })
  requestId!: string | null;

  @Column({ name: 'created_at', type: 'datetime', precision: 3 })
  createdAt!: Date;
}
