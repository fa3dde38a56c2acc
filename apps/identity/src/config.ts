import { DatabaseConfig } from '@trailmark/platform';

/** What the identity service reads. */
export class IdentityConfig extends DatabaseConfig {}
