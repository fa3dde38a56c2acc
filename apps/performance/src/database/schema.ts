import { Schema } from '@trailmark/platform';
import { MetricEntity } from '../metrics/metric.entity.js';
import { CreatePerformance1763850000000 } from './migrations/1763850000000-create-performance.js';
import { AddSlotSquares1764100000000 } from './migrations/1764100000000-add-slot-squares.js';
import { AddRequestId1764200000000 } from './migrations/1764200000000-add-request-id.js';

/** What derives from measurements goes with them: all of it has a day, and a partition a month. */
import { CreateErasure1764410000000 } from './migrations/1764410000000-create-erasure.js';
import { RecordRetention1764700000000 } from './migrations/1764700000000-record-retention.js';

export const schema: Schema = {
  entities: [MetricEntity],
  migrations: [
    CreatePerformance1763850000000,
    AddSlotSquares1764100000000,
    AddRequestId1764200000000,
    CreateErasure1764410000000,
    RecordRetention1764700000000,
  ],
  partitionedTables: [
    'performance_metrics',
    'performance_user_days',
    'performance_user_slots',
    'performance_user_pages',
    'performance_page_days',
    'performance_page_users',
  ],
};
