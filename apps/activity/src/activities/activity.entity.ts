import {
  ACTIVITY_CATEGORIES,
  ACTIVITY_TYPES,
  type ActivityCategory,
  type ActivityType,
  MAX_REQUEST_ID,
  SEVERITIES,
  type Severity,
} from '@trailmark/contracts';
import { uuidColumn } from '@trailmark/platform';
import { Column, Entity, Index, PrimaryColumn, ValueTransformer } from 'typeorm';

/** 32 bytes in the table, hexadecimal in the code. */
const hashColumn: ValueTransformer = {
  to: (hash: string) => Buffer.from(hash, 'hex'),
  from: (bytes: Buffer) => bytes.toString('hex'),
};

@Entity('activity_logs')
@Index('idx_user_timestamp', ['userId', 'timestamp'])
@Index('idx_request', ['requestId', 'timestamp', 'id'])
@Index('idx_user_chain', ['userId', 'chainSeq'])
export class ActivityEntity {
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

  @Index('idx_activity_type')
  @Column({ name: 'activity_type', type: 'enum', enum: ACTIVITY_TYPES })
  activityType!: ActivityType;

  @Column({ name: 'activity_category', type: 'enum', enum: ACTIVITY_CATEGORIES })
  activityCategory!: ActivityCategory;

  @Column({ type: 'text' })
  description!: string;

  @Column({ type: 'json', nullable: true })
  details!: Record<string, unknown> | null;

  @Column({ type: 'json', nullable: true })
  metadata!: Record<string, unknown> | null;

  @Index('idx_severity')
  @Column({ type: 'enum', enum: SEVERITIES })
  severity!: Severity;

  @Column({ type: 'json', nullable: true })
  tags!: string[] | null;

  /** As `requestIdOf` reads it from the metadata, else the details: no part of the chain by itself. */
  @Column({ name: 'request_id', type: 'varchar', length: MAX_REQUEST_ID, nullable: true })
  requestId!: string | null;

  @Column({ name: 'created_at', type: 'datetime', precision: 3 })
  createdAt!: Date;

  /** Its place in the chain of its user and month, from 1. */
  @Column({ name: 'chain_seq', type: 'int', unsigned: true })
  chainSeq!: number;

  @Column({ name: 'previous_hash', type: 'binary', length: 32, transformer: hashColumn })
  previousHash!: string;

  @Column({ type: 'binary', length: 32, transformer: hashColumn })
  hash!: string;
}

/** An activity before it has its place in a chain. */
export type UnchainedActivity = Omit<ActivityEntity, 'chainSeq' | 'previousHash' | 'hash'>;
