import { runMigrations } from '@trailmark/platform';
import { schema } from './database/schema.js';

runMigrations(schema);
