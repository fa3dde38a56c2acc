import { setTimeout as sleep } from 'node:timers/promises';
import { Logger } from '@nestjs/common';
import { ErasedUsers } from '@trailmark/ingest';
import { Database, UnavailableError } from '@trailmark/platform';
import { QuestionsRepository } from './questions.repository.js';
import { SyncLimits } from './sync-limits.js';

const USER = 'user:';
const ERASED = 'This user was erased.';

/** Lets one synchronisation of a question run at a time, in all replicas. */
export class Leases {
  private readonly logger = new Logger(Leases.name);

  constructor(
    private readonly database: Database,
    private readonly questions: QuestionsRepository,
    private readonly erased: ErasedUsers,
    private readonly limits: SyncLimits,
  ) {}

  /**
   * Runs `work` while nobody else works at the question. Whoever is cut off blocks it for `leaseMs` at most.
   * @param holder a UUID of this run.
   */
  async hold<T>(
    question: string,
    holder: string,
    signal: AbortSignal,
    work: () => Promise<T>,
  ): Promise<T> {
    while (!(await this.claim(question, holder))) {
      await sleep(this.limits.lookMs, undefined, { signal });
    }
    const renewal = setInterval(() => this.renew(question, holder), this.limits.leaseMs / 4);
    try {
      return await work();
    } finally {
      clearInterval(renewal);
      await this.release(question, holder);
    }
  }

  private claim(question: string, holder: string): Promise<boolean> {
    const now = new Date();
    const until = new Date(now.getTime() + this.limits.leaseMs);
    return this.database.transaction(async (sql) => {
      // A question about somebody who was erased meanwhile must not come back.
      const users = [question.slice(USER.length)].filter(() => question.startsWith(USER));
      if ((await this.erased.among(sql, users)).size > 0) throw new UnavailableError(ERASED);
      return this.questions.claim(sql, question, { holder, now, until });
    });
  }

  /** Two at once would do no harm but the same work twice. */
  private renew(question: string, holder: string): void {
    this.claim(question, holder).catch((error: unknown) => {
      this.logger.debug(error, 'a lease was not renewed');
    });
  }

  /** It runs out by itself when this fails. */
  private async release(question: string, holder: string): Promise<void> {
    try {
      await this.database.transaction((sql) => this.questions.release(sql, question, holder));
    } catch (error) {
      this.logger.debug(error, 'a lease was not released');
    }
  }
}
