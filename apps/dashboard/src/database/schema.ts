import { Schema } from '@trailmark/platform';
import { CreateDashboard1764100000000 } from './migrations/1764100000000-create-dashboard.js';
import { CreateErasure1764410000000 } from './migrations/1764410000000-create-erasure.js';
import { IndexRetention1764420000000 } from './migrations/1764420000000-index-retention.js';

export const schema: Schema = {
  entities: [],
  migrations: [
    CreateDashboard1764100000000,
    CreateErasure1764410000000,
    IndexRetention1764420000000,
  ],
  partitionedTables: [],
};
