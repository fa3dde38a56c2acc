import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { Database, RateLimitedError, Sql } from '@trailmark/platform';
import {
  ACCOUNT_PATIENCE,
  CLIENT_PATIENCE,
  FORGOTTEN_AFTER_MS,
  lockTimeMs,
  Patience,
} from './lock-time.js';
import { LoginFailuresRepository } from './login-failures.repository.js';

/** Who tries, and at what. */
export interface Attempt {
  /** In small letters; there need be no such account. */
  email: string;
  client: string;
}

const subjectOf = (kind: 'account' | 'client', name: string): Buffer =>
  createHash('sha256').update(`${kind}\n${name}`).digest();

/**
 * Slows down who fails, whichever process is asked: each attempt counts as a failure until it has
 * succeeded, so that many at once are not more than one after the other.
 */
@Injectable()
export class LoginGuard {
  constructor(
    private readonly database: Database,
    private readonly failures: LoginFailuresRepository,
  ) {}

  /** @throws RateLimitedError when nothing may be tried yet; that alone costs nothing more. */
  async begin({ email, client }: Attempt, now = new Date()): Promise<void> {
    await this.database.transaction(async (sql) => {
      // Always in this order: so two attempts never wait for one another.
      await this.count(sql, subjectOf('client', client), CLIENT_PATIENCE, now);
      await this.count(sql, subjectOf('account', email), ACCOUNT_PATIENCE, now);
    });
  }

  /** The attempt was good: of the account nothing is held against anybody, of the client this is not. */
  async succeed({ email, client }: Attempt, now = new Date()): Promise<void> {
    await this.database.transaction(async (sql) => {
      await this.failures.takeBack(sql, subjectOf('client', client), now);
      await this.failures.remove(sql, subjectOf('account', email));
    });
  }

  /** Lets an account be tried again at once. */
  forgive(sql: Sql, email: string): Promise<void> {
    return this.failures.remove(sql, subjectOf('account', email));
  }

  private async count(sql: Sql, subject: Buffer, patience: Patience, now: Date): Promise<void> {
    const held = await this.failures.lockOrMake(sql, subject, now);
    const waitMs = held.lockedUntil.getTime() - now.getTime();
    if (waitMs > 0) {
      throw new RateLimitedError(Math.ceil(waitMs / 1000), 'Too many failed logins; try later.');
    }
    const isOld = now.getTime() - held.lastAt.getTime() > FORGOTTEN_AFTER_MS;
    const failures = isOld ? 1 : held.failures + 1;
    const lockedUntil = new Date(now.getTime() + lockTimeMs(failures, patience));
    await this.failures.save(sql, subject, { failures, lastAt: now, lockedUntil });
  }
}
