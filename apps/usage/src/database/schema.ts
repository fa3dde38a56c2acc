import { Schema } from '@trailmark/platform';
import { CreateUsage1764000000000 } from './migrations/1764000000000-create-usage.js';
import { AddSubmittedFeatures1764200000000 } from './migrations/1764200000000-add-submitted-features.js';
import { CreateErasure1764410000000 } from './migrations/1764410000000-create-erasure.js';
import { RecordRetention1764700000000 } from './migrations/1764700000000-record-retention.js';

export const schema: Schema = {
  entities: [],
  migrations: [
    CreateUsage1764000000000,
    AddSubmittedFeatures1764200000000,
    CreateErasure1764410000000,
    RecordRetention1764700000000,
  ],
  partitionedTables: [],
  agingTables: [
    { name: 'usage_metrics', column: 'date', of: null },
    { name: 'submitted_features', column: 'date', of: null },
  ],
};
