import {
  AnalyticsConfig,
  AnalyticsConfigDto,
  AnalyticsConfigView,
  DEFAULT_CONFIG,
  TrackingRules,
} from '@trailmark/contracts';

/** What was set of a user, and nothing else. */
export type Settings = Partial<AnalyticsConfig>;

export interface StoredConfig {
  userId: string;
  /** 0: nothing was ever set. */
  version: number;
  settings: Settings;
  /** The gateways have not been told. */
  unpublished: boolean;
  updatedAt: Date;
}

/** What is set after a change: `null` takes a setting back, what is absent stays. */
export const settingsAfter = (settings: Settings, changes: AnalyticsConfigDto): Settings => {
  const given = Object.entries(changes).filter(([, value]) => value !== undefined);
  const merged = Object.entries({ ...settings, ...Object.fromEntries(given) });
  return Object.fromEntries(merged.filter(([, value]) => value !== null));
};

/**
 * As a client sees it.
 * @param stored null: nothing was ever set.
 * @param retentionDays how long the installation keeps facts; a user's own may only be shorter.
 */
export const viewOf = (
  userId: string,
  stored: StoredConfig | null,
  retentionDays: number,
): AnalyticsConfigView => {
  const { data_retention_days: ownDays = retentionDays, ...settings } = stored?.settings ?? {};
  const version = stored?.version ?? 0;
  return {
    user_id: userId,
    version,
    updated_at: stored && version > 0 ? stored.updatedAt.toISOString() : null,
    ...DEFAULT_CONFIG,
    ...settings,
    data_retention_days: Math.min(ownDays, retentionDays),
  };
};

/** As the gateways obey it. */
export const rulesOf = ({ userId, version, settings }: StoredConfig): TrackingRules => ({
  user_id: userId,
  version,
  config: { ...DEFAULT_CONFIG, data_retention_days: null, ...settings },
});
