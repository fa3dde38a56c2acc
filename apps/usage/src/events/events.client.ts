import { Injectable } from '@nestjs/common';
import { UsageDays, UsageDaysDto } from '@trailmark/contracts';
import { Day } from '@trailmark/measures';
import { RpcClient } from '@trailmark/platform';

/** A reader waits no larger share of the deadline for the events, and then gets what is stored. */
const SHARE = 0.35;

/** Asks the events service; every answer is null when it gives none in time. */
@Injectable()
export class EventsClient {
  constructor(private readonly rpc: RpcClient) {}

  /** What a user's events of some days add up to. */
  usageDays(question: UsageDaysDto): Promise<UsageDays | null> {
    return this.rpc.callIfThere('events.usage.days', question, this.deadlineMs);
  }

  /** Names of the features that anybody's events of the days used. */
  async features(from: Day, to: Day): Promise<string[] | null> {
    const answer = await this.rpc.callIfThere('events.feature.find', { from, to }, this.deadlineMs);
    return answer?.names ?? null;
  }

  private get deadlineMs(): number {
    return this.rpc.deadline(SHARE);
  }
}
