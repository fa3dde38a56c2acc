import { Injectable } from '@nestjs/common';
import { Fact, FactOutcome, FactStream } from '@trailmark/contracts';
import { UnavailableError } from '@trailmark/platform';
import { IntakeMetrics } from '../metrics/intake-metrics.js';
import { FactSender, Shipped } from './fact-sender.js';
import { splitByBytes } from './split.js';

/** A validated fact that has no id yet. */
export type NewFact<T> = Omit<Fact<T>, 'id' | 'request_id'>;

/** How one fact came out of the intake; `refused`: the stream did not take it. */
export type IntakeResult =
  ({ id: string } & (FactOutcome | { status: 'queued' })) | { status: 'refused' };

export interface IntakeOptions {
  requestId: string;
  /** How long to wait for the commit, in milliseconds; 0: answer as soon as the stream has it. */
  waitMs: number;
}

/** Durable first, then told what became of it: the gateway's half of the ingest contract. */
@Injectable()
export class FactIntake {
  constructor(
    private readonly sender: FactSender,
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
    const runs = splitByBytes(facts.map((fact) => JSON.stringify(fact)));
    const settled = await Promise.allSettled(
      runs.map((run) => this.sender.send(stream, { facts: run, ...options })),
    );
    this.count(stream, runs, settled);
    const refusal = settled.find((result) => result.status === 'rejected');
    if (refusal && settled.every((result) => result.status === 'rejected')) throw refusal.reason;
    const results = settled.map((result, index) => resultsOf(runs[index] ?? [], result));
    return (await Promise.all(results)).flat();
  }

  private count(
    stream: FactStream,
    runs: string[][],
    settled: PromiseSettledResult<unknown>[],
  ): void {
    const facts = (status: 'fulfilled' | 'rejected'): number =>
      runs
        .filter((_run, index) => settled[index]?.status === status)
        .reduce((sum, run) => sum + run.length, 0);
    this.metrics.taken(stream.name, { accepted: facts('fulfilled'), refused: facts('rejected') });
  }
}

const resultsOf = async (
  run: string[],
  settled: PromiseSettledResult<Shipped>,
): Promise<IntakeResult[]> => {
  if (settled.status === 'rejected') {
    if (settled.reason instanceof UnavailableError) return run.map(() => ({ status: 'refused' }));
    throw settled.reason;
  }
  const { ids, outcomes } = settled.value;
  const told = await outcomes;
  return ids.map((id, index) => ({ id, ...(told?.[index] ?? { status: 'queued' }) }));
};
