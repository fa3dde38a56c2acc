import { Injectable } from '@nestjs/common';
import {
  DASHBOARD_SOURCES,
  DashboardSource,
  Figure,
  TREND_METRICS,
  TrendMetric,
  UserPeriodDto,
} from '@trailmark/contracts';
import { RpcClient, UnavailableError } from '@trailmark/platform';

/** Whose figure it is. */
export const METRIC_SOURCES: Record<TrendMetric, DashboardSource> = {
  sessions: 'events',
  events: 'events',
  page_views: 'events',
  errors: 'events',
  average_session_duration: 'events',
  bounce_rate: 'events',
  engagement_score: 'usage',
  page_load_time: 'performance',
  performance_score: 'performance',
  activities: 'activity',
};

const SUBJECTS = {
  events: 'events.figure.find',
  performance: 'performance.figure.find',
  usage: 'usage.figure.find',
  activity: 'activity.figure.find',
} as const;

/** In the order of TREND_METRICS. */
export const inOrder = (figures: Figure[]): Figure[] => {
  const byMetric = new Map(figures.map((figure) => [figure.metric, figure]));
  return TREND_METRICS.flatMap((metric) => byMetric.get(metric) ?? []);
};

export interface FoundFigures {
  /** In the order of TREND_METRICS. */
  figures: Figure[];
  /** In the order of DASHBOARD_SOURCES, as `degraded`. */
  asked: DashboardSource[];
  degraded: DashboardSource[];
}

/** Figures from the services that own them, all asked at once. */
@Injectable()
export class FiguresService {
  constructor(private readonly rpc: RpcClient) {}

  async find(
    question: UserPeriodDto,
    metrics: readonly TrendMetric[] = TREND_METRICS,
  ): Promise<FoundFigures> {
    const sources = new Set(metrics.map((metric) => METRIC_SOURCES[metric]));
    const asked = DASHBOARD_SOURCES.filter((source) => sources.has(source));
    const answers = await Promise.all(
      asked.map((source) => this.rpc.callIfThere(SUBJECTS[source], question)),
    );
    const figures = answers.flatMap((answer) => answer ?? []);
    return {
      figures: inOrder(figures.filter(({ metric }) => metrics.includes(metric))),
      asked,
      degraded: asked.filter((_source, index) => answers[index] === null),
    };
  }

  /** @throws UnavailableError when none of the services asked answers. */
  async get(question: UserPeriodDto, metrics?: readonly TrendMetric[]): Promise<FoundFigures> {
    const found = await this.find(question, metrics);
    if (found.degraded.length === found.asked.length) {
      throw new UnavailableError(`No answer from: ${found.asked.join(', ')}.`);
    }
    return found;
  }
}
