import { runArchiveJob } from '@trailmark/platform';
import { schema } from './database/schema.js';

runArchiveJob(schema);
