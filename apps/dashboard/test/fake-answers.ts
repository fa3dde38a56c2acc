import {
  ActivityOverview,
  DASHBOARD_SOURCES,
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
  events: ['events.section.find', 'events.overview.find', 'events.figure.find'],
  performance: ['performance.section.find', 'performance.figure.find'],
  usage: ['usage.section.find', 'usage.overview.find', 'usage.figure.find'],
  activity: ['activity.section.find', 'activity.figure.find'],
} as const satisfies Record<DashboardSource, readonly string[]>;

/** What a dashboard asks. */
export const SECTION_SUBJECTS = DASHBOARD_SOURCES.map(
  (source) => `${source}.section.find` as const,
);

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

const anActivity = (): ActivityOverview => ({
  total_activities: 0,
  activity_breakdown: [],
  recent_activities: [],
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

export const FAKE_FIGURES: Record<DashboardSource, Figure[]> = {
  events: [
    figure('sessions', 'count'),
    figure('events', 'count'),
    figure('page_views', 'count'),
    figure('errors', 'count'),
    figure('average_session_duration', 'mean'),
    figure('bounce_rate', 'share'),
  ],
  performance: [figure('page_load_time', 'mean'), figure('performance_score', 'mean')],
  usage: [figure('engagement_score', 'mean')],
  activity: [figure('activities', 'count')],
};

/** What services say that know nothing of the user. */
export const FAKE_ANSWERS: { [S in PeerSubject]: RpcResponse<S> } = {
  'events.section.find': { overview: anOverview(), figures: FAKE_FIGURES.events },
  'events.overview.find': anOverview(),
  'events.figure.find': FAKE_FIGURES.events,
  'performance.section.find': { overview: aPerformance(), figures: FAKE_FIGURES.performance },
  'performance.figure.find': FAKE_FIGURES.performance,
  'usage.section.find': { overview: aUsage(), figures: FAKE_FIGURES.usage },
  'usage.overview.find': aUsage(),
  'usage.figure.find': FAKE_FIGURES.usage,
  'activity.section.find': { overview: anActivity(), figures: FAKE_FIGURES.activity },
  'activity.figure.find': FAKE_FIGURES.activity,
};
