import { Schema } from '@trailmark/platform';
import { CreateIdentity1764600000000 } from './migrations/1764600000000-create-identity.js';

export const schema: Schema = {
  entities: [],
  migrations: [CreateIdentity1764600000000],
  partitionedTables: [],
};
