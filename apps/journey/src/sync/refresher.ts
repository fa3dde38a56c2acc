import { randomUUID } from 'node:crypto';
import { Logger } from '@nestjs/common';
import { Database, DomainError, UnavailableError } from '@trailmark/platform';
import { Micros } from '../posthog/micros.js';
import { SourceState } from '../source/journey-source.js';
import { Flight, Landing } from './flight.js';
import { Job } from './job.js';
import { Leases } from './leases.js';
import { isFresh, QuestionState } from './question-state.js';
import { QuestionsRepository } from './questions.repository.js';
import { SyncLimits } from './sync-limits.js';

/** One question to PostHog, and how its answer is brought. */
export interface Errand {
  question: string;
  from: Micros;
  /** Looked up only when PostHog would have to be asked; not: nothing is missing. */
  mayAsk: () => Promise<boolean>;
  run: (job: Job) => Promise<void>;
}

/**
 * Answers questions from what is kept while that is fresh; else brings it up to date, once for all who ask the same at the same
 * time, in this process and in all replicas. Nobody waits longer than the deadline: the rest goes on without them.
 */
export class Refresher {
  private readonly logger = new Logger(Refresher.name);
  private readonly flights = new Map<string, Flight>();
  private readonly aloft = new Set<Promise<Landing>>();
  private readonly stopping = new AbortController();

  constructor(
    private readonly database: Database,
    private readonly questions: QuestionsRepository,
    private readonly leases: Leases,
    private readonly limits: SyncLimits,
  ) {}

  async refresh(errand: Errand): Promise<SourceState> {
    const state = await this.stateOf(errand.question);
    if (this.isFresh(state, errand)) return stateAfter(state.lastSyncedAt);
    if (!(await errand.mayAsk())) return stateAfter(null);
    const flight = this.flightOf(errand);
    if (flight === null) {
      return staleSince(state, new UnavailableError('Too many users are being read from PostHog.'));
    }
    const landing = await flight.wait(this.limits.waitMs);
    if (landing === null) return staleSince(state, flight.trouble);
    return landing.syncedAt ? stateAfter(landing.syncedAt) : staleSince(state, landing.error);
  }

  /** Stops what is under way; what was stored of it stays. */
  async stop(): Promise<void> {
    this.stopping.abort(new UnavailableError('The journey service stops.'));
    await Promise.all(this.aloft);
  }

  private flightOf(errand: Errand): Flight | null {
    const known = this.flights.get(errand.question);
    if (known && known.from <= errand.from) return known;
    if (this.aloft.size >= this.limits.maxSyncs || this.stopping.signal.aborted) return null;
    return this.start(errand);
  }

  private start(errand: Errand): Flight {
    const { question, from } = errand;
    // The flight is known before its first step: it begins in a later turn.
    const landing: Promise<Landing> = Promise.resolve().then(() => this.fly(errand, flight));
    const flight: Flight = new Flight(from, landing);
    this.flights.set(question, flight);
    this.aloft.add(landing);
    void landing.then(() => {
      this.aloft.delete(landing);
      if (this.flights.get(question) === flight) this.flights.delete(question);
    });
    return flight;
  }

  private async fly(errand: Errand, flight: Flight): Promise<Landing> {
    const { question } = errand;
    try {
      const syncedAt = await this.leases.hold(question, randomUUID(), this.stopping.signal, () =>
        this.bring(errand, flight),
      );
      return { syncedAt, error: null };
    } catch (error) {
      return { syncedAt: null, error: await this.failed(question, error) };
    }
  }

  private async bring(errand: Errand, flight: Flight): Promise<Date> {
    const state = await this.stateOf(errand.question);
    if (state.lastSyncedAt && this.isFresh(state, errand)) return state.lastSyncedAt;
    const startedAt = new Date();
    await errand.run({
      startedAt,
      asking: () => ({
        signal: this.stopping.signal,
        background: !flight.isAttended,
        onTry: (error) => {
          flight.trouble = error;
        },
      }),
    });
    await this.database.transaction((sql) =>
      this.questions.synced(sql, errand.question, errand.from, startedAt),
    );
    return startedAt;
  }

  private async failed(question: string, error: unknown): Promise<DomainError> {
    if (this.stopping.signal.aborted) return this.stopping.signal.reason as DomainError;
    const told =
      error instanceof DomainError
        ? error
        : new DomainError('UPSTREAM_ERROR', 'What PostHog answered could not be kept.', undefined, {
            cause: error,
          });
    this.logger.warn({ err: told }, 'a journey was not brought up to date');
    try {
      await this.database.transaction((sql) => this.questions.failed(sql, question, told.toBody()));
    } catch (failure) {
      this.logger.debug(failure, 'the failure was not noted');
    }
    return told;
  }

  private stateOf(question: string): Promise<QuestionState> {
    return this.database.read((sql) => this.questions.find(sql, question));
  }

  private isFresh(state: QuestionState, { from }: Errand): boolean {
    return isFresh(state, from, new Date(), this.limits.freshMs);
  }
}

const stateAfter = (syncedAt: Date | null): SourceState => ({
  stale: false,
  lastSyncedAt: syncedAt?.toISOString() ?? null,
  error: null,
});

const staleSince = (state: QuestionState, error: DomainError | null): SourceState => ({
  stale: true,
  lastSyncedAt: state.lastSyncedAt?.toISOString() ?? null,
  error,
});
