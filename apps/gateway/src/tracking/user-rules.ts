import { DropReason, isPageView, TrackingRules } from '@trailmark/contracts';
import { ageReason } from '@trailmark/ingest';
import { exclusionsOf } from './exclusions.js';
import { positionOf } from './sampling.js';
import { Traits } from './trackable.js';

type Applies = (traits: Traits) => boolean;

/** What one user's configuration means at the door, worked out once. */
export class UserRules {
  /** Sessions are not to be recognised again. */
  readonly hidesSessions: boolean;
  /** No traces are to be kept of where somebody came from. */
  readonly hidesTraces: boolean;
  private readonly checks: [DropReason, Applies][];

  constructor(rules: TrackingRules) {
    this.hidesSessions = !rules.config.session_tracking;
    this.hidesTraces = rules.config.privacy_mode;
    this.checks = checksOf(rules);
  }

  /** Whether the user is treated as one of whom nothing was configured. */
  get areDefault(): boolean {
    return this.checks.length === 0 && !this.hidesSessions && !this.hidesTraces;
  }

  /** Why an item is not to be recorded; null: it is. */
  dropReason(traits: Traits): DropReason | null {
    return this.checks.find(([, applies]) => applies(traits))?.[0] ?? null;
  }
}

const isCustom = ({ eventName, isError, isPerformance }: Traits): boolean =>
  eventName !== null && !isPageView(eventName) && !isError && !isPerformance;

/** Only what differs from the defaults; chance comes last, so that a certain reason is told. */
const checksOf = ({ user_id, config }: TrackingRules): [DropReason, Applies][] => {
  const { data_retention_days: days, sample_rate: rate } = config;
  const excludesEvent = exclusionsOf(config.excluded_events);
  const excludesPage = exclusionsOf(config.excluded_pages);
  const all: [boolean, DropReason, Applies][] = [
    [!config.tracking_enabled, 'tracking_disabled', () => true],
    [
      !config.performance_monitoring,
      'performance_monitoring_disabled',
      ({ isPerformance }) => isPerformance,
    ],
    [!config.error_tracking, 'error_tracking_disabled', ({ isError }) => isError],
    [!config.user_tracking, 'user_tracking_disabled', ({ isUserAction }) => isUserAction],
    [!config.session_tracking, 'session_tracking_disabled', ({ isUsage }) => isUsage],
    [!config.custom_events, 'custom_events_disabled', isCustom],
    [
      config.excluded_events.length > 0,
      'event_excluded',
      ({ eventName }) => eventName !== null && excludesEvent(eventName),
    ],
    [
      config.excluded_pages.length > 0,
      'page_excluded',
      ({ page }) => page !== null && excludesPage(page),
    ],
    [
      days !== null,
      'outside_retention',
      ({ occurredAt }) => days !== null && ageReason(occurredAt, days) !== null,
    ],
    [
      rate < 1,
      'sampled_out',
      ({ sampledSession }) =>
        sampledSession !== null && positionOf(user_id, sampledSession) >= rate,
    ],
  ];
  return all.flatMap(([set, reason, applies]) => (set ? [[reason, applies]] : []));
};
