import { Injectable } from '@nestjs/common';
import { UsageDays, UsageDaysDto } from '@trailmark/contracts';
import { RpcClient } from '@trailmark/platform';

/** A reader waits no larger share of the deadline for the events, and then gets what is stored. */
const SHARE = 0.35;

/** Asks the events service; the answer is null when it gives none in time. */
@Injectable()
export class EventsClient {
  constructor(private readonly rpc: RpcClient) {}

  /** What a user's events of some days add up to, and what anybody used. */
  usageDays(question: UsageDaysDto): Promise<UsageDays | null> {
    return this.rpc.callIfThere('events.usage.days', question, this.deadlineMs);
  }

  private get deadlineMs(): number {
    return this.rpc.deadline(SHARE);
  }
}
