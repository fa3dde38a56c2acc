import { DatabaseConfig } from '@trailmark/platform';

/** The events service reads what every service with a schema reads. */
export class EventsConfig extends DatabaseConfig {}
