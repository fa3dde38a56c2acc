/**
 * What an SDK is to do by itself: nothing that Trailmark has no place for. Of surveys there is no word,
 * since posthog-js loads their script even to be told that there are none.
 */
const SETTINGS = {
  supportedCompression: ['gzip', 'gzip-js', 'base64'],
  hasFeatureFlags: false,
  elementsChainAsString: true,
  isAuthenticated: false,
  autocapture_opt_out: false,
  capturePerformance: false,
  captureDeadClicks: false,
  autocaptureExceptions: false,
  errorTracking: { autocaptureExceptions: false, suppressionRules: [] },
  sessionRecording: false,
  heatmaps: false,
  productTours: false,
  conversations: false,
  logs: { captureConsoleLogs: false },
  defaultIdentifiedOnly: true,
  toolbarParams: {},
  siteApps: [],
} as const;

/** The remote configuration of a project, as SDKs ask for it when they start. */
export const remoteConfig = (token: string) => ({ token, ...SETTINGS });

/** The same as a script, which leaves it where posthog-js looks for it. */
export const remoteConfigScript = (token: string): string => {
  const name = JSON.stringify(token);
  const value = JSON.stringify({ config: remoteConfig(token), siteApps: [] });
  return `(window._POSTHOG_REMOTE_CONFIG = window._POSTHOG_REMOTE_CONFIG || {})[${name}] = ${value};\n`;
};

/** There are no feature flags, in every version of the answer that SDKs read. */
export const noFlags = (requestId: string) => ({
  ...SETTINGS,
  flags: {},
  featureFlags: {},
  featureFlagPayloads: {},
  errorsWhileComputingFlags: false,
  requestId,
});
