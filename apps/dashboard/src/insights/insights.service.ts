import { Injectable } from '@nestjs/common';
import {
  Figure,
  InsightPriority,
  InsightView,
  Partially,
  UserPeriodDto,
} from '@trailmark/contracts';
import { lengthOf, Period } from '@trailmark/measures';
import { Answer, AnswerCache } from '../cache/answer-cache.js';
import { ttlOf } from '../cache/ttl.js';
import { FiguresService } from '../peers/figures.service.js';
import { exactly, parametersOf, partsOf, resolveAsked } from '../period/asked-period.js';
import { insightId } from './insight-id.js';
import { InsightMemory } from './insight-memory.js';
import { toInsightView } from './insight.mapper.js';
import { findingsOf } from './judge.js';

const ORDER: Record<InsightPriority, number> = { high: 0, medium: 1, low: 2 };

@Injectable()
export class InsightsService {
  constructor(
    private readonly cache: AnswerCache,
    private readonly figures: FiguresService,
    private readonly memory: InsightMemory,
  ) {}

  find(query: UserPeriodDto): Promise<Partially<InsightView>> {
    const period = resolveAsked(query, new Date());
    const asked = ['insights', ...partsOf(query)];
    return this.cache.answer({ userId: query.user_id, asked, ttlMs: ttlOf(period) }, () =>
      this.compute(query, period),
    );
  }

  /** What the figures tell, what matters most first. Not whole: it is not known since when. */
  async of(
    query: UserPeriodDto,
    period: Period,
    figures: Figure[],
  ): Promise<Answer<InsightView[]>> {
    const now = new Date();
    const place = { userId: query.user_id, period, parameters: parametersOf(query) };
    const findings = findingsOf(figures, period).map((finding) => ({
      finding,
      id: insightId(query.user_id, query, finding.rule.metric, finding.direction),
    }));
    const ids = findings.map(({ id }) => id);
    const known = await this.memory.firstFound(query.user_id, ids, now, lengthOf(period));
    const views = findings.map(({ finding, id }) =>
      toInsightView(finding, place, id, known?.get(id) ?? now),
    );
    return {
      value: views.sort((a, b) => ORDER[a.priority] - ORDER[b.priority]),
      whole: known !== null,
    };
  }

  private async compute(
    query: UserPeriodDto,
    period: Period,
  ): Promise<Answer<Partially<InsightView>>> {
    const { figures, degraded } = await this.figures.get(exactly(query.user_id, period));
    const { value: items, whole } = await this.of(query, period, figures);
    return { value: { items, degraded }, whole: whole && degraded.length === 0 };
  }
}
