import { DatabaseConfig } from '@trailmark/platform';

/** The activity service reads what every service with a schema reads. */
export class ActivityConfig extends DatabaseConfig {}
