import { DatabaseConfig } from '@trailmark/platform';

/** The usage service reads what every service with a schema reads. */
export class UsageConfig extends DatabaseConfig {}
