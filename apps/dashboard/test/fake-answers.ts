import {
  ActivitySummary,
  DashboardSource,
  EventsOverview,
  Figure,
  PerformanceOverview,
  RpcResponse,
  Sample,
  TrendMetric,
  UsageOverviewAnswer,
} from '@trailmark/contracts';

export const PEER_SUBJECTS = {
  events: ['events.overview.find', 'events.figure.find'],
  performance: ['performance.metric.overview', 'performance.figure.find'],
  usage: ['usage.overview.find', 'usage.figure.find'],
  activity: ['activity.activity.summarise', 'activity.figure.find'],
} as const satisfies Record<DashboardSource, readonly string[]>;

export type PeerSubject = (typeof PEER_SUBJECTS)[DashboardSource][number];

export const anOverview = (overrides: Partial<EventsOverview> = {}): EventsOverview => ({
  total_events: 0,
  unique_sessions: 0,
  average_session_duration: 0,
  bounce_rate: 0,
  engagement_score: 0,
  top_events: [],
  top_pages: [],
  ...overrides,
});

export const aPerformance = (): PerformanceOverview => ({
  average_load_time: null,
  performance_score: null,
  core_web_vitals: { lcp: null, fid: null, cls: null, fcp: null, ttfb: null, inp: null, tbt: null },
  slowest_pages: [],
  performance_trends: [],
  issues: [],
});

export const aUsage = (overrides: Partial<UsageOverviewAnswer> = {}): UsageOverviewAnswer => ({
  overview: {
    daily_active_users: 0,
    session_frequency: 0,
    feature_adoption_rate: 0,
    most_used_features: [],
    user_segments: [],
  },
  submitted_engagement_score: null,
  ...overrides,
});

export const aSummary = (overrides: Partial<ActivitySummary> = {}): ActivitySummary => ({
  start_date: '2026-01-01T00:00:00.000Z',
  end_date: '2026-01-08T00:00:00.000Z',
  timezone: 'UTC',
  total_activities: 0,
  activity_breakdown: [],
  category_breakdown: [],
  severity_breakdown: [],
  top_tags: [],
  success_rate: null,
  security_events: 0,
  system_health: { status: 'healthy', critical_count: 0, error_count: 0, warning_count: 0 },
  recent_activities: [],
  time_series: [],
  ...overrides,
});

const NOTHING: Sample = { value: null, observations: 0, variance: null };
const ZERO: Sample = { value: 0, observations: 0, variance: null };

const figure = (metric: TrendMetric, kind: Figure['kind']): Figure => ({
  metric,
  kind,
  current: kind === 'count' ? ZERO : NOTHING,
  previous: kind === 'count' ? ZERO : NOTHING,
  current_series: [],
  previous_series: [],
});

/** A mean of so many measured values, now and before. */
export const aMean = (
  metric: TrendMetric,
  [current, previous]: [number, number],
  observations = 50,
): Figure => {
  const sample = (value: number) => ({ value, observations, variance: (value / 10) ** 2 });
  return { ...figure(metric, 'mean'), current: sample(current), previous: sample(previous) };
};

/** What services say that know nothing of the user. */
export const FAKE_ANSWERS: { [S in PeerSubject]: RpcResponse<S> } = {
  'events.overview.find': anOverview(),
  'events.figure.find': [
    figure('sessions', 'count'),
    figure('events', 'count'),
    figure('page_views', 'count'),
    figure('errors', 'count'),
    figure('average_session_duration', 'mean'),
    figure('bounce_rate', 'share'),
  ],
  'performance.metric.overview': aPerformance(),
  'performance.figure.find': [
    figure('page_load_time', 'mean'),
    figure('performance_score', 'mean'),
  ],
  'usage.overview.find': aUsage(),
  'usage.figure.find': [figure('engagement_score', 'mean')],
  'activity.activity.summarise': aSummary(),
  'activity.figure.find': [figure('activities', 'count')],
};
