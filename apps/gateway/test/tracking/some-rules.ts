import { DEFAULT_CONFIG, TrackingRules } from '@trailmark/contracts';

/** The rules of a user of whom `config` was set. */
export const someRules = (
  config: Partial<TrackingRules['config']> = {},
  user_id = 'user_123',
): TrackingRules => ({
  user_id,
  version: 1,
  config: { ...DEFAULT_CONFIG, data_retention_days: null, ...config },
});
