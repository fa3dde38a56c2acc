import { Injectable } from '@nestjs/common';
import {
  InjectMetric,
  makeCounterProvider,
  makeGaugeProvider,
  makeHistogramProvider,
} from '@willsoto/nestjs-prometheus';
import { FactOutcome } from '@trailmark/contracts';
import { Counter, Gauge, Histogram } from 'prom-client';

const FACTS = 'trailmark_ingest_facts_total';
const REDELIVERIES = 'trailmark_ingest_redeliveries_total';
const DEAD_LETTERS = 'trailmark_ingest_dead_letters_total';
const COMMIT_SECONDS = 'trailmark_ingest_commit_seconds';
const LAG = 'trailmark_ingest_lag_messages';

/** What an operator watches of ingestion. */
@Injectable()
export class IngestMetrics {
  constructor(
    @InjectMetric(FACTS) private readonly facts: Counter,
    @InjectMetric(REDELIVERIES) private readonly redeliveries: Counter,
    @InjectMetric(DEAD_LETTERS) private readonly deadLetters: Counter,
    @InjectMetric(COMMIT_SECONDS) private readonly commits: Histogram,
    @InjectMetric(LAG) private readonly lag: Gauge,
  ) {}

  settled(stream: string, outcomes: FactOutcome[]): void {
    for (const outcome of outcomes) {
      const reason = outcome.status === 'dropped' ? outcome.reason : '';
      this.facts.inc({ stream, outcome: outcome.status, reason });
    }
  }

  redelivered(stream: string): void {
    this.redeliveries.inc({ stream });
  }

  deadLettered(stream: string): void {
    this.deadLetters.inc({ stream });
  }

  /** Call the result when the commit is done. */
  commitStarted(stream: string): () => void {
    return this.commits.startTimer({ stream });
  }

  setLag(stream: string, messages: number): void {
    this.lag.set({ stream }, messages);
  }
}

export const ingestMetrics = [
  makeCounterProvider({
    name: FACTS,
    help: 'Facts settled, by outcome and, when dropped, reason.',
    labelNames: ['stream', 'outcome', 'reason'],
  }),
  makeCounterProvider({
    name: REDELIVERIES,
    help: 'Messages settled that had been delivered before.',
    labelNames: ['stream'],
  }),
  makeCounterProvider({
    name: DEAD_LETTERS,
    help: 'Messages and facts set aside.',
    labelNames: ['stream'],
  }),
  makeHistogramProvider({
    name: COMMIT_SECONDS,
    help: 'Duration of a group commit.',
    labelNames: ['stream'],
  }),
  makeGaugeProvider({
    name: LAG,
    help: 'Messages in the stream that are not committed yet.',
    labelNames: ['stream'],
  }),
  IngestMetrics,
];
