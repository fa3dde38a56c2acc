import { Schema } from '@trailmark/platform';
import { ActivityEntity } from '../activities/activity.entity.js';
import { CreateActivity1763900000000 } from './migrations/1763900000000-create-activity.js';
import { AddRequestId1764200000000 } from './migrations/1764200000000-add-request-id.js';
import { CreateErasure1764410000000 } from './migrations/1764410000000-create-erasure.js';
import { KeepRemovedLinks1764430000000 } from './migrations/1764430000000-keep-removed-links.js';
import { RecordRetention1764700000000 } from './migrations/1764700000000-record-retention.js';

export const schema: Schema = {
  entities: [ActivityEntity],
  migrations: [
    CreateActivity1763900000000,
    AddRequestId1764200000000,
    CreateErasure1764410000000,
    KeepRemovedLinks1764430000000,
    RecordRetention1764700000000,
  ],
  partitionedTables: [
    'activity_logs',
    'activity_days',
    'activity_tag_days',
    'activity_chains',
    'activity_removed',
  ],
};
