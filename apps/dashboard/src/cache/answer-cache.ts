import { createHash } from 'node:crypto';
import { Injectable, Logger } from '@nestjs/common';
import { userToken } from '@trailmark/contracts';
import { CacheMetrics } from './cache-metrics.js';
import { CacheStore } from './cache-store.js';
import { FactFeed } from './fact-feed.js';
import { Flights } from './flights.js';
import { Generations, userKey } from './generations.js';

/** Equal questions have equal JSON. */
export interface Question {
  userId: string;
  asked: unknown[];
  ttlMs: number;
}

export interface Answer<T> {
  value: T;
  /** Only a whole answer is kept. */
  whole: boolean;
}

/** What the keys of a user's answers begin with. */
const answersOf = (user: string): string => `answer:${user}:`;

const digest = (asked: unknown[]): string =>
  createHash('sha256').update(JSON.stringify(asked)).digest('base64url');

/**
 * Answers about users, kept for a while and dropped at once by the user's committed facts: what is asked after a fact was
 * heard is never answered from before it. While facts are not heard, or the store is away, answers are computed.
 */
@Injectable()
export class AnswerCache {
  private readonly logger = new Logger(AnswerCache.name);
  private readonly flights = new Flights();

  constructor(
    private readonly store: CacheStore,
    private readonly generations: Generations,
    private readonly facts: FactFeed,
    private readonly metrics: CacheMetrics,
  ) {
    facts.listen({ onFact: (user) => this.forgetUser(user), onGap: () => this.forgetAll() });
  }

  /** The kept answer, or what `compute` says; those who ask the same meanwhile get the same. */
  answer<T>(question: Question, compute: () => Promise<Answer<T>>): Promise<T> {
    const user = userToken(question.userId);
    const asked = digest(question.asked);
    const flight = this.flights.find(user, asked);
    if (flight) {
      this.metrics.asked('hit');
      return flight as Promise<T>;
    }
    const answer = this.find(user, asked, question.ttlMs, compute);
    this.flights.add(user, asked, answer);
    return answer;
  }

  /**
   * Removes all that is kept of a user, for good.
   * @param user its token.
   * @returns how many entries there were.
   * @throws UnavailableError when the store is away.
   */
  async eraseUser(user: string): Promise<number> {
    this.forgetUser(user);
    return this.store.removeUnder([answersOf(user), userKey(user)]);
  }

  private async find<T>(
    user: string,
    asked: string,
    ttlMs: number,
    compute: () => Promise<Answer<T>>,
  ): Promise<T> {
    const generation = this.facts.isComplete ? await this.generations.of(user) : null;
    if (generation === null) {
      this.metrics.asked('bypass');
      return (await compute()).value;
    }
    const key = `${answersOf(user)}${generation}:${asked}`;
    const [kept] = await this.store.find<T>([key]);
    this.metrics.asked(kept === undefined ? 'miss' : 'hit');
    if (kept !== undefined) return kept;
    const { value, whole } = await compute();
    if (whole) await this.keep(key, value, ttlMs);
    return value;
  }

  /** The answer is good without being kept. */
  private async keep(key: string, value: unknown, ttlMs: number): Promise<void> {
    try {
      await this.store.keep(key, value, ttlMs);
    } catch (error) {
      this.logger.debug({ err: error as Error }, 'an answer was not kept');
    }
  }

  private forgetUser(user: string): void {
    this.flights.forgetUser(user);
    this.generations.forgetUser(user);
  }

  private forgetAll(): void {
    this.flights.forgetAll();
    this.generations.forgetAll();
  }
}
