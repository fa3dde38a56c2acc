import { Schema } from '@trailmark/platform';
import { CreateErasure1764410000000 } from './migrations/1764410000000-create-erasure.js';
import { CreatePrivacyRequests1764410000001 } from './migrations/1764410000001-create-privacy-requests.js';

export const schema: Schema = {
  entities: [],
  migrations: [CreateErasure1764410000000, CreatePrivacyRequests1764410000001],
  partitionedTables: [],
};
