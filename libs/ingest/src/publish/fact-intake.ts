import { Injectable } from '@nestjs/common';
import { Fact, FactOutcome, FactStream } from '@trailmark/contracts';
import { UnavailableError } from '@trailmark/platform';
import { IntakeMetrics } from '../metrics/intake-metrics.js';
import { CommitNotices, ExpectedNotice } from './commit-notices.js';
import { FactPublisher } from './fact-publisher.js';
import { PackedMessage, packMessage } from './packed-message.js';
import { splitByBytes } from './split.js';

/** A validated fact that has no id yet. */
export type NewFact<T> = Omit<Fact<T>, 'id'>;

/** How one fact came out of the intake; `refused`: the stream did not take it. */
export type IntakeResult = { id: string } & (
  FactOutcome | { status: 'queued' } | { status: 'refused' }
);

export interface IntakeOptions {
  requestId: string;
  /** How long to wait for the commit, in milliseconds; 0: answer as soon as the stream has it. */
  waitMs: number;
}

/** Durable first, then told what became of it: the gateway's half of the ingest contract. */
@Injectable()
export class FactIntake {
  constructor(
    private readonly publisher: FactPublisher,
    private readonly notices: CommitNotices,
    private readonly metrics: IntakeMetrics,
  ) {}

  /**
   * Gives facts their ids and publishes them, in as few messages as fit.
   * @returns results in the order of `facts`.
   * @throws UnavailableError when the stream took none of them.
   */
  async take<T>(
    stream: FactStream,
    facts: NewFact<T>[],
    options: IntakeOptions,
  ): Promise<IntakeResult[]> {
    const texts = facts.map((fact) => JSON.stringify(fact));
    const messages = splitByBytes(texts).map((run) => packMessage(run, options.requestId));
    const settled = await Promise.allSettled(
      messages.map((message) => this.send(stream, message, options.waitMs)),
    );
    this.count(stream, messages, settled);
    const refusal = settled.find((result) => result.status === 'rejected');
    if (refusal && settled.every((result) => result.status === 'rejected')) throw refusal.reason;
    return settled.flatMap((result, index) => resultsOf(messages[index] as PackedMessage, result));
  }

  private count(
    stream: FactStream,
    messages: PackedMessage[],
    settled: PromiseSettledResult<unknown>[],
  ): void {
    const facts = (status: 'fulfilled' | 'rejected'): number =>
      messages
        .filter((_message, index) => settled[index]?.status === status)
        .reduce((sum, { ids }) => sum + ids.length, 0);
    this.metrics.taken(stream.name, { accepted: facts('fulfilled'), refused: facts('rejected') });
  }

  private async send(
    stream: FactStream,
    message: PackedMessage,
    waitMs: number,
  ): Promise<FactOutcome[] | null> {
    const notice = waitMs > 0 ? this.notices.expect(message.messageId) : null;
    try {
      await this.publisher.publish(stream, message, notice?.subject ?? null);
    } catch (error) {
      notice?.cancel();
      throw error;
    }
    return this.outcomes(notice, waitMs);
  }

  private outcomes(notice: ExpectedNotice | null, waitMs: number): Promise<FactOutcome[] | null> {
    return notice ? notice.within(waitMs) : Promise.resolve(null);
  }
}

const resultsOf = (
  { ids }: PackedMessage,
  settled: PromiseSettledResult<FactOutcome[] | null>,
): IntakeResult[] =>
  ids.map((id, index) => {
    if (settled.status === 'rejected') {
      if (settled.reason instanceof UnavailableError) return { id, status: 'refused' };
      throw settled.reason;
    }
    return { id, ...(settled.value?.[index] ?? { status: 'queued' }) };
  });
