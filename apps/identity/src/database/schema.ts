import { Schema } from '@trailmark/platform';

export const schema: Schema = { entities: [], migrations: [], partitionedTables: [] };
