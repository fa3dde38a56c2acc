import { Schema } from '@trailmark/platform';
import { CreateDashboard1764100000000 } from './migrations/1764100000000-create-dashboard.js';

export const schema: Schema = {
  entities: [],
  migrations: [CreateDashboard1764100000000],
  partitionedTables: [],
};
