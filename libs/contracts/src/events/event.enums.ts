export const EVENT_TYPES = [
  'user_action',
  'system_event',
  'performance_event',
  'error_event',
  'business_event',
  'engagement_event',
] as const;
export type EventType = (typeof EVENT_TYPES)[number];

export const EVENT_CATEGORIES = [
  'navigation',
  'interaction',
  'content',
  'marketplace',
  'projects',
  'assets',
  'authentication',
  'settings',
  'performance',
  'errors',
] as const;
export type EventCategory = (typeof EVENT_CATEGORIES)[number];

export const SOURCES = [
  'web_app',
  'mobile_app',
  'desktop_app',
  'api',
  'webhook',
  'system',
] as const;
export type Source = (typeof SOURCES)[number];

export const PLATFORMS = ['web', 'mobile', 'desktop', 'tablet', 'unknown'] as const;
export type Platform = (typeof PLATFORMS)[number];
