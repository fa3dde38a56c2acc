export const ACTIVITY_TYPES = [
  'user_action',
  'system_action',
  'api_call',
  'data_change',
  'authentication',
  'authorization',
  'error',
  'warning',
  'info',
] as const;
export type ActivityType = (typeof ACTIVITY_TYPES)[number];

export const ACTIVITY_CATEGORIES = [
  'account',
  'projects',
  'assets',
  'marketplace',
  'collaboration',
  'settings',
  'security',
  'payment',
  'integration',
  'system',
] as const;
export type ActivityCategory = (typeof ACTIVITY_CATEGORIES)[number];

/** Worst first. */
export const SEVERITIES = ['critical', 'error', 'warning', 'info', 'debug', 'trace'] as const;
export type Severity = (typeof SEVERITIES)[number];
