import { runRetentionJob } from '@trailmark/platform';
import { schema } from './database/schema.js';

runRetentionJob(schema);
