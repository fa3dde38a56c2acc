import { Injectable } from '@nestjs/common';
import { EventsOverview, UserPeriodDto } from '@trailmark/contracts';
import { Period } from '@trailmark/measures';
import { RpcClient, UnavailableError } from '@trailmark/platform';
import { Answer, AnswerCache } from '../cache/answer-cache.js';
import { ttlOf } from '../cache/ttl.js';
import { exactly, partsOf, resolveAsked } from '../period/asked-period.js';
import { withSubmittedScore } from './submitted-score.js';

/** Whoever looks at the overview alone waits no larger share of the deadline for a submitted score. */
const SCORE = 0.15;

/** The overview of a user's events, for those who need nothing else. */
@Injectable()
export class OverviewService {
  constructor(
    private readonly cache: AnswerCache,
    private readonly rpc: RpcClient,
  ) {}

  /** @throws UnavailableError when the events service does not answer. */
  find(query: UserPeriodDto): Promise<EventsOverview> {
    const period = resolveAsked(query, new Date());
    const asked = ['overview', ...partsOf(query)];
    return this.cache.answer({ userId: query.user_id, asked, ttlMs: ttlOf(period) }, () =>
      this.compute(query.user_id, period),
    );
  }

  private async compute(userId: string, period: Period): Promise<Answer<EventsOverview>> {
    const question = exactly(userId, period);
    const [overview, usage] = await Promise.all([
      this.rpc.callIfThere('events.overview.find', question),
      this.rpc.callIfThere('usage.overview.find', question, this.rpc.deadline(SCORE)),
    ]);
    if (!overview) throw new UnavailableError('The events service does not answer.');
    return { value: withSubmittedScore(overview, usage), whole: usage !== null };
  }
}
