import { Injectable, Logger } from '@nestjs/common';
import { RpcRequest, RpcResponse, RpcSubject, UsageDays, UsageDaysDto } from '@trailmark/contracts';
import { Day } from '@trailmark/measures';
import { hasCode, RpcClient } from '@trailmark/platform';

/** A reader waits no longer than this for the events, and then gets what is stored. */
const DEADLINE_MS = 700;

/** Asks the events service; every answer is null when it gives none in time. */
@Injectable()
export class EventsClient {
  private readonly logger = new Logger(EventsClient.name);

  constructor(private readonly rpc: RpcClient) {}

  /** What a user's events of some days add up to. */
  usageDays(question: UsageDaysDto): Promise<UsageDays | null> {
    return this.ask('events.usage.days', question);
  }

  /** Names of the features that anybody's events of the days used. */
  async features(from: Day, to: Day): Promise<string[] | null> {
    const answer = await this.ask('events.feature.find', { from, to });
    return answer?.names ?? null;
  }

  private async ask<S extends RpcSubject>(
    subject: S,
    question: RpcRequest<S>,
  ): Promise<RpcResponse<S> | null> {
    try {
      return await this.rpc.call(subject, question, DEADLINE_MS);
    } catch (error) {
      if (!hasCode(error, 'UNAVAILABLE')) throw error;
      this.logger.debug({ err: error, subject }, 'the events do not answer');
      return null;
    }
  }
}
