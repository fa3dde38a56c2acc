import { Schema } from '@trailmark/platform';
import { CreateUsage1764000000000 } from './migrations/1764000000000-create-usage.js';

export const schema: Schema = {
  entities: [],
  migrations: [CreateUsage1764000000000],
  partitionedTables: [],
};
