import { runMigrations } from '@trailmark/platform';
import { schema } from './database/schema.js';

void runMigrations(schema);
