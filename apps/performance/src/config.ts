import { DatabaseConfig } from '@trailmark/platform';

/** The performance service reads what every service with a schema reads. */
export class PerformanceConfig extends DatabaseConfig {}
