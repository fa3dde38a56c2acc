import { AnalyticsConfig } from './analytics-config.view.js';

/** JetStream key-value bucket that tells every gateway what may be recorded. Keys are user tokens. */
export const TRACKING_BUCKET = 'tracking';

/**
 * Key whose value tells that every configured user is in the bucket: when that bucket was made, as
 * the server tells it, so that it means nothing in another one. No user's token has a dot.
 */
export const TRACKING_COMPLETE_KEY = 'meta.complete';

/** A value of the bucket, as JSON. A user without one has the defaults. */
export interface TrackingRules {
  user_id: string;
  version: number;
  /** `data_retention_days` null: as the installation. */
  config: Omit<AnalyticsConfig, 'data_retention_days'> & { data_retention_days: number | null };
}
