import { Injectable } from '@nestjs/common';
import { InjectMetric, makeCounterProvider } from '@willsoto/nestjs-prometheus';
import { Counter } from 'prom-client';

const FACTS = 'trailmark_intake_facts_total';

/** What an operator watches of the gateway's half of ingestion. */
@Injectable()
export class IntakeMetrics {
  constructor(@InjectMetric(FACTS) private readonly facts: Counter) {}

  /** accepted: durable. refused: the stream did not take them, and the client was told so. */
  taken(stream: string, counts: { accepted: number; refused: number }): void {
    this.facts.inc({ stream, result: 'accepted' }, counts.accepted);
    this.facts.inc({ stream, result: 'refused' }, counts.refused);
  }
}

export const intakeMetrics = [
  makeCounterProvider({
    name: FACTS,
    help: 'Valid facts by whether their stream took them.',
    labelNames: ['stream', 'result'],
  }),
  IntakeMetrics,
];
