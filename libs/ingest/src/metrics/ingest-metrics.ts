import { Inject, Injectable, OnModuleInit } from '@nestjs/common';
import {
  InjectMetric,
  makeCounterProvider,
  makeGaugeProvider,
  makeHistogramProvider,
} from '@willsoto/nestjs-prometheus';
import { FactOutcome, type FactStream } from '@trailmark/contracts';
import { Counter, Gauge, Histogram } from 'prom-client';
import { CONSUMED_STREAM } from '../consume/fact-stream.token.js';

const FACTS = 'trailmark_ingest_facts_total';
const REDELIVERIES = 'trailmark_ingest_redeliveries_total';
const DEAD_LETTERS = 'trailmark_ingest_dead_letters_total';
const COMMIT_SECONDS = 'trailmark_ingest_commit_seconds';
const COMMIT_FACTS = 'trailmark_ingest_commit_facts';
const LAG = 'trailmark_ingest_lag_messages';

/** What an operator watches of ingestion. */
@Injectable()
export class IngestMetrics implements OnModuleInit {
  constructor(
    @InjectMetric(FACTS) private readonly facts: Counter,
    @InjectMetric(REDELIVERIES) private readonly redeliveries: Counter,
    @InjectMetric(DEAD_LETTERS) private readonly deadLetters: Counter,
    @InjectMetric(COMMIT_SECONDS) private readonly commits: Histogram,
    @InjectMetric(COMMIT_FACTS) private readonly commitFacts: Histogram,
    @InjectMetric(LAG) private readonly lag: Gauge,
    @Inject(CONSUMED_STREAM) private readonly stream: FactStream,
  ) {}

  /** From nought: the rise to the first one would be missed else. */
  onModuleInit(): void {
    const stream = this.stream.name;
    this.deadLetters.inc({ stream }, 0);
    this.redeliveries.inc({ stream }, 0);
    this.commits.zero({ stream });
    for (const outcome of ['stored', 'duplicate', 'dead_lettered']) {
      this.facts.inc({ stream, outcome, reason: '' }, 0);
    }
  }

  settled(stream: string, outcomes: FactOutcome[]): void {
    const others = outcomes.filter(({ status }) => status !== 'stored');
    const stored = outcomes.length - others.length;
    if (stored > 0) this.facts.inc({ stream, outcome: 'stored', reason: '' }, stored);
    for (const outcome of others) {
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

  /** Call the result when the commit is done; one that fails is not counted. */
  commitStarted(stream: string, facts: number): () => void {
    const finished = this.commits.startTimer({ stream });
    return () => {
      finished();
      this.commitFacts.observe({ stream }, facts);
    };
  }

  /** pending: not handed out yet. ackPending: handed out, not committed. */
  setLag(stream: string, { pending, ackPending }: { pending: number; ackPending: number }): void {
    this.lag.set({ stream, state: 'pending' }, pending);
    this.lag.set({ stream, state: 'ack_pending' }, ackPending);
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
  makeHistogramProvider({
    name: COMMIT_FACTS,
    help: 'Facts in a group commit.',
    labelNames: ['stream'],
    buckets: [1, 5, 10, 50, 100, 250, 500, 1000, 2000],
  }),
  makeGaugeProvider({
    name: LAG,
    help: 'Messages of the stream that are not committed yet: pending, or handed out to a replica. Every replica tells the same.',
    labelNames: ['stream', 'state'],
  }),
  IngestMetrics,
];
