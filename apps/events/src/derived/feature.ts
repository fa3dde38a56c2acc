import { EventType, isPageView } from '@trailmark/contracts';

/** Types of events that are the use of a feature, unless they are page views. */
export const FEATURE_TYPES: EventType[] = ['user_action', 'business_event', 'engagement_event'];

/** Whether an event is the use of a feature, whose name is the event's. */
export const isFeatureUse = (type: EventType, name: string): boolean =>
  FEATURE_TYPES.includes(type) && !isPageView(name);
