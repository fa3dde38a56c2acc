import { Injectable } from '@nestjs/common';
import {
  FindTrendsDto,
  Partially,
  TREND_METRICS,
  TrendMetric,
  TrendView,
} from '@trailmark/contracts';
import { Period } from '@trailmark/measures';
import { Answer, AnswerCache } from '../cache/answer-cache.js';
import { ttlOf } from '../cache/ttl.js';
import { FiguresService } from '../peers/figures.service.js';
import { exactly, partsOf, resolveAsked } from '../period/asked-period.js';
import { toTrendView } from './trend.mapper.js';

@Injectable()
export class TrendsService {
  constructor(
    private readonly cache: AnswerCache,
    private readonly figures: FiguresService,
  ) {}

  find(query: FindTrendsDto): Promise<Partially<TrendView>> {
    const period = resolveAsked(query, new Date());
    const { metrics: given } = query;
    const metrics = TREND_METRICS.filter((metric) => given?.includes(metric) ?? true);
    const asked = ['trends', ...partsOf(query), metrics];
    return this.cache.answer({ userId: query.user_id, asked, ttlMs: ttlOf(period) }, () =>
      this.compute(query.user_id, period, metrics),
    );
  }

  private async compute(
    userId: string,
    period: Period,
    metrics: TrendMetric[],
  ): Promise<Answer<Partially<TrendView>>> {
    const { figures, degraded } = await this.figures.get(exactly(userId, period), metrics);
    const value = { items: figures.map(toTrendView), degraded };
    return { value, whole: degraded.length === 0 };
  }
}
