import { Schema } from '@trailmark/platform';
import { CreateJourney1764300000000 } from './migrations/1764300000000-create-journey.js';
import { CreateSyncState1764310000000 } from './migrations/1764310000000-create-sync-state.js';
import { CountByMonth1764320000000 } from './migrations/1764320000000-count-by-month.js';
import { CreateErasure1764410000000 } from './migrations/1764410000000-create-erasure.js';
import { RecordRetention1764700000000 } from './migrations/1764700000000-record-retention.js';

export const schema: Schema = {
  entities: [],
  migrations: [
    CreateJourney1764300000000,
    CreateSyncState1764310000000,
    CountByMonth1764320000000,
    CreateErasure1764410000000,
    RecordRetention1764700000000,
  ],
  partitionedTables: ['journey_events', 'journey_days', 'journey_months'],
};
