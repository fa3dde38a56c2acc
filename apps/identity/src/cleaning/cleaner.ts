import { Injectable, Logger } from '@nestjs/common';
import { Interval } from '@nestjs/schedule';
import { Database, hasCode, Sql } from '@trailmark/platform';
import { FORGOTTEN_AFTER_MS } from '../sessions/lock-time.js';
import { LoginFailuresRepository } from '../sessions/login-failures.repository.js';
import { SessionsRepository } from '../sessions/sessions.repository.js';
import { SigningKeysRepository } from '../signing-keys/signing-keys.repository.js';
import { WriteKeysRepository } from '../write-keys/write-keys.repository.js';

const CLEAN_MS = 600_000;
const ROWS_AT_ONCE = 1000;
const REVOKED_KEPT_MS = 90 * 86_400_000;

type Removal = (sql: Sql, limit: number) => Promise<number>;

/** Removes what can no longer matter. Replicas may do it at the same time. */
@Injectable()
export class Cleaner {
  private readonly logger = new Logger(Cleaner.name);

  constructor(
    private readonly database: Database,
    private readonly sessions: SessionsRepository,
    private readonly failures: LoginFailuresRepository,
    private readonly writeKeys: WriteKeysRepository,
    private readonly signingKeys: SigningKeysRepository,
  ) {}

  @Interval(CLEAN_MS)
  async clean(now = new Date()): Promise<void> {
    const before = (ms: number) => new Date(now.getTime() - ms);
    const removals: Removal[] = [
      (sql, limit) => this.sessions.removeExpired(sql, now, limit),
      (sql, limit) => this.failures.removeOld(sql, before(FORGOTTEN_AFTER_MS), limit),
      (sql, limit) => this.writeKeys.removeRevoked(sql, before(REVOKED_KEPT_MS), limit),
      (sql, limit) => this.signingKeys.removeRevoked(sql, before(REVOKED_KEPT_MS), limit),
    ];
    try {
      for (const remove of removals) await this.removeAll(remove);
    } catch (error) {
      const level = hasCode(error, 'UNAVAILABLE') ? 'debug' : 'warn';
      this.logger[level]({ err: error as Error }, 'cleaning failed; it is tried again');
    }
  }

  private async removeAll(remove: Removal): Promise<void> {
    let removed: number;
    do {
      removed = await this.database.transaction((sql) => remove(sql, ROWS_AT_ONCE));
    } while (removed >= ROWS_AT_ONCE);
  }
}
