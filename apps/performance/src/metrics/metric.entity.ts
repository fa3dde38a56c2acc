import {
  type DeviceInfoDto,
  MAX_REQUEST_ID,
  type MemoryUsageDto,
  type NetworkInfoDto,
} from '@trailmark/contracts';
import { uuidColumn } from '@trailmark/platform';
import { Column, Entity, Index, PrimaryColumn, ValueTransformer } from 'typeorm';

/** The driver reads decimals as text; ours are all exact as numbers. */
const decimal: ValueTransformer = {
  to: (value: number | null) => value,
  from: (value: string | null) => (value === null ? null : Number(value)),
};

const DurationColumn = (name: string, nullable = true): PropertyDecorator =>
  Column({ name, type: 'decimal', precision: 9, scale: 3, nullable, transformer: decimal });

@Entity('performance_metrics')
@Index('idx_user_timestamp', ['userId', 'timestamp'])
@Index('idx_request', ['requestId', 'timestamp', 'id'])
@Index('idx_performance_score', ['pageLoadTime', 'firstContentfulPaint'])
export class MetricEntity {
  @PrimaryColumn({ type: 'datetime', precision: 3 })
  timestamp!: Date;

  @Index('idx_id')
  @PrimaryColumn({ type: 'binary', length: 16, transformer: uuidColumn })
  id!: string;

  @Column({ name: 'user_id', type: 'varchar', length: 128 })
  userId!: string;

  @Column({ name: 'session_id', type: 'varchar', length: 64 })
  sessionId!: string;

  @Column({ type: 'varchar', length: 512, nullable: true })
  page!: string | null;

  @DurationColumn('page_load_time', false)
  pageLoadTime!: number;

  @DurationColumn('time_to_first_byte')
  timeToFirstByte!: number | null;

  @DurationColumn('first_contentful_paint')
  firstContentfulPaint!: number | null;

  @DurationColumn('largest_contentful_paint')
  largestContentfulPaint!: number | null;

  @Column({
    name: 'cumulative_layout_shift',
    type: 'decimal',
    precision: 5,
    scale: 3,
    nullable: true,
    transformer: decimal,
  })
  cumulativeLayoutShift!: number | null;

  @DurationColumn('first_input_delay')
  firstInputDelay!: number | null;

  @DurationColumn('total_blocking_time')
  totalBlockingTime!: number | null;

  @DurationColumn('interaction_to_next_paint')
  interactionToNextPaint!: number | null;

  @Column({
    name: 'performance_score',
    type: 'decimal',
    precision: 5,
    scale: 2,
    nullable: true,
    transformer: decimal,
  })
  performanceScore!: number | null;

  @Column({ name: 'memory_usage', type: 'json', nullable: true })
  memoryUsage!: MemoryUsageDto | null;

  @Column({ name: 'network_info', type: 'json', nullable: true })
  networkInfo!: NetworkInfoDto | null;

  @Column({ name: 'device_info', type: 'json', nullable: true })
  deviceInfo!: DeviceInfoDto | null;

  @Column({ name: 'custom_metrics', type: 'json', nullable: true })
  customMetrics!: Record<string, unknown> | null;

  /** As `requestIdOf` reads it from the custom metrics. */
  @Column({ name: 'request_id', type: 'varchar', length: MAX_REQUEST_ID, nullable: true })
  requestId!: string | null;

  @Column({ name: 'created_at', type: 'datetime', precision: 3 })
  createdAt!: Date;
}
