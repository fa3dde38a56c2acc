import { Schema } from '@trailmark/platform';
import { CreateJourney1764300000000 } from './migrations/1764300000000-create-journey.js';
import { CreateSyncState1764310000000 } from './migrations/1764310000000-create-sync-state.js';

export const schema: Schema = {
  entities: [],
  migrations: [CreateJourney1764300000000, CreateSyncState1764310000000],
  partitionedTables: ['journey_events', 'journey_days'],
};
