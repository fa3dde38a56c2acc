import { Schema } from '@trailmark/platform';
import { EventEntity } from '../events/event.entity.js';
import { CreateEvents1763800000000 } from './migrations/1763800000000-create-events.js';
import { CreateDerived1763900000000 } from './migrations/1763900000000-create-derived.js';
import { CreateFigures1764000000000 } from './migrations/1764000000000-create-figures.js';
import { AddRequestId1764200000000 } from './migrations/1764200000000-add-request-id.js';
import { CreateErasure1764410000000 } from './migrations/1764410000000-create-erasure.js';
import { IndexTimes1764440000000 } from './migrations/1764440000000-index-times.js';
import { RecordRetention1764700000000 } from './migrations/1764700000000-record-retention.js';

const RAW = 'analytics_events';

export const schema: Schema = {
  entities: [EventEntity],
  migrations: [
    CreateEvents1763800000000,
    CreateDerived1763900000000,
    CreateFigures1764000000000,
    AddRequestId1764200000000,
    CreateErasure1764410000000,
    IndexTimes1764440000000,
    RecordRetention1764700000000,
  ],
  partitionedTables: [RAW],
  agingTables: [
    { name: 'sessions', column: 'started_at', until: 'last_at', of: RAW },
    { name: 'session_pages', column: 'first_at', of: RAW },
    { name: 'event_days', column: 'day', of: RAW },
    { name: 'page_days', column: 'day', of: RAW },
    { name: 'event_slots', column: 'slot', of: RAW },
    { name: 'feature_days', column: 'day', of: RAW },
  ],
};
