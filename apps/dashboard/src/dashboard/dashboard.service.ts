import { Injectable } from '@nestjs/common';
import {
  DASHBOARD_SOURCES,
  DashboardSource,
  DashboardView,
  UserPeriodDto,
} from '@trailmark/contracts';
import { Period } from '@trailmark/measures';
import { JsonText, RpcClient } from '@trailmark/platform';
import { Answer, AnswerCache } from '../cache/answer-cache.js';
import { ttlOf } from '../cache/ttl.js';
import { InsightsService } from '../insights/insights.service.js';
import { inOrder } from '../peers/figures.service.js';
import { exactly, partsOf, resolveAsked } from '../period/asked-period.js';
import { toTrendView } from '../trends/trend.mapper.js';
import { withSubmittedScore } from './submitted-score.js';

/** Everything about one user in one period, from the services that know. */
@Injectable()
export class DashboardService {
  constructor(
    private readonly cache: AnswerCache,
    private readonly rpc: RpcClient,
    private readonly insights: InsightsService,
  ) {}

  /** Kept and answered as text, which nobody on its way to the client needs to read. */
  async find(query: UserPeriodDto): Promise<JsonText<DashboardView>> {
    const period = resolveAsked(query, new Date());
    const question = {
      userId: query.user_id,
      asked: ['dashboard', ...partsOf(query)],
      ttlMs: ttlOf(period),
    };
    const text = await this.cache.answer(question, async () => {
      const { value, whole } = await this.compute(query, period);
      return { value: JSON.stringify(value), whole };
    });
    return new JsonText(text);
  }

  private async compute(query: UserPeriodDto, period: Period): Promise<Answer<DashboardView>> {
    const sections = await this.ask(query.user_id, period);
    const { events, performance, usage, activity } = sections;
    const figures = inOrder(Object.values(sections).flatMap((section) => section?.figures ?? []));
    const insights = await this.insights.of(query, period, figures);
    const value = {
      ...head(query, period),
      overview: events && withSubmittedScore(events.overview, usage && usage.overview),
      performance: performance && performance.overview,
      usage: usage && usage.overview.overview,
      activity: activity && activity.overview,
      trends: figures.map(toTrendView),
      insights: insights.value,
      degraded: DASHBOARD_SOURCES.filter((source) => sections[source] === null),
      last_updated: new Date().toISOString(),
    };
    return { value, whole: insights.whole && isWhole(value) };
  }

  /** All at once: the slowest decides how long it takes. */
  private async ask(userId: string, period: Period) {
    const question = exactly(userId, period);
    const [events, performance, usage, activity] = await Promise.all([
      this.rpc.callIfThere('events.section.find', question),
      this.rpc.callIfThere('performance.section.find', question),
      this.rpc.callIfThere('usage.section.find', question),
      this.rpc.callIfThere('activity.section.find', question),
    ]);
    return { events, performance, usage, activity };
  }
}

const head = ({ user_id, time_period }: UserPeriodDto, { from, to, timezone }: Period) => ({
  user_id,
  time_period,
  start_date: from.toISOString(),
  end_date: to.toISOString(),
  timezone,
});

/** The usage service may have missed the events service where this one did not. */
const isWhole = ({
  degraded,
  usage,
}: {
  degraded: DashboardSource[];
  usage: DashboardView['usage'];
}) => degraded.length === 0 && usage?.feature_adoption_rate !== null;
